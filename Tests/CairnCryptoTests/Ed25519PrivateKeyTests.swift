import CairnCrypto
import Testing

@Suite("Ed25519PrivateKey")
struct Ed25519PrivateKeyTests {
    @Test("the third example of RFC 8032 §7.1 comes out")
    func example() throws {
        let key = try Ed25519PrivateKey(
            seed: Hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7").bytes
        )
        let expected = try Hex(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        )
        #expect(
            try key.publicKey.bytes == Hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025").bytes
        )
        #expect(try key.signature(of: [0xaf, 0x82]) == expected.bytes)
    }

    @Test("new keys differ, and sign what their public keys verify")
    func new() throws {
        let one = try Ed25519PrivateKey()
        let other = try Ed25519PrivateKey()
        #expect(one.publicKey != other.publicKey)
        let signature = try one.signature(of: [1, 2, 3])
        #expect(one.publicKey.isValid(signature, of: [1, 2, 3]))
        #expect(!other.publicKey.isValid(signature, of: [1, 2, 3]))
    }

    @Test("seeds of other lengths are refused", arguments: [0, 31, 33, 64])
    func lengths(count: Int) {
        expect(.length) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(seed: [UInt8](repeating: 0, count: count))
        }
    }

    @Test("many tasks sign with one key at once")
    func concurrent() async throws {
        let key = try Ed25519PrivateKey(seed: [UInt8](0..<32))
        let publicKey = key.publicKey
        let signer = Signer(key)
        let valid = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in UInt8(0)..<64 {
                group.addTask { publicKey.isValid(try signer.key.signature(of: [number]), of: [number]) }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(valid == 64)
    }

    private final class Signer: Sendable {
        let key: Ed25519PrivateKey

        init(_ key: consuming Ed25519PrivateKey) {
            self.key = key
        }
    }
}
