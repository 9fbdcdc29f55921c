import CairnCrypto
import Testing

@Suite("Random")
struct RandomTests {
    @Test("as many bytes come as were asked for, and never the same")
    func bytes() throws {
        #expect(try Random.bytes(0).isEmpty)
        let draws = try (0..<100).map { _ in try Random.bytes(16) }
        #expect(draws.allSatisfy { $0.count == 16 })
        #expect(Set(draws).count == draws.count)
    }

    @Test("counts below zero and above the limit are refused", arguments: [-1, Int.min, Random.limit + 1, Int.max])
    func limits(count: Int) {
        expect(.length) { () throws(CryptoError) in
            _ = try Random.bytes(count)
        }
    }
}
