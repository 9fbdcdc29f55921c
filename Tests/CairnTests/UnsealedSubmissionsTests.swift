import Testing

@testable import Cairn

@Suite("UnsealedSubmissions")
struct UnsealedSubmissionsTests {
    @Test func whatIsUnderACheckpointIsForgotten() {
        var unsealed = UnsealedSubmissions()
        for index: UInt64 in [3, 9, 12] { unsealed.add(index..<(index + 2)) }
        unsealed.remove(below: 9)
        #expect(unsealed.indexes == [9..<11, 12..<14])
    }

    @Test func memoryIsBounded() {
        var unsealed = UnsealedSubmissions()
        for index: UInt64 in 0..<200_000 { unsealed.add(index..<(index + 1)) }
        #expect(unsealed.indexes.count <= 65_536)
        #expect(unsealed.indexes.last == 199_999..<200_000)
    }
}
