import Testing

@testable import Cairn

@Suite("UnsealedSubmissions")
struct UnsealedSubmissionsTests {
    @Test func whatIsUnderACheckpointIsForgotten() {
        var unsealed = UnsealedSubmissions()
        for index: UInt64 in [3, 9, 12] { unsealed.add(index) }
        unsealed.remove(below: 9)
        #expect(unsealed.indexes == [9, 12])
    }

    @Test func memoryIsBounded() {
        var unsealed = UnsealedSubmissions()
        for index: UInt64 in 0..<200_000 { unsealed.add(index) }
        #expect(unsealed.indexes.count <= 65_536)
        #expect(unsealed.indexes.last == 199_999)
    }
}
