import CairnCrypto
import Testing

@Suite("SymmetricKey")
struct SymmetricKeyTests {
    @Test("the bytes of a key are lent as they were given")
    func bytes() throws {
        let key = try SymmetricKey([UInt8](0..<32))
        #expect(key.withBytes { Hash($0) } == Hash([UInt8](0..<32)))
    }

    @Test("random keys differ")
    func random() throws {
        let one = try SymmetricKey.random()
        let other = try SymmetricKey.random()
        #expect(one.withBytes { SHA256.hash($0) } != other.withBytes { SHA256.hash($0) })
    }

    @Test("keys of other lengths are refused", arguments: [0, 16, 31, 33])
    func lengths(count: Int) {
        expect(.length) { () throws(CryptoError) in
            _ = try SymmetricKey([UInt8](repeating: 0, count: count))
        }
    }
}
