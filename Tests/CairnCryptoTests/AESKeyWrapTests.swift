import CairnTestSupport
import Testing

@testable import CairnCrypto

@Suite("AESKeyWrap")
struct AESKeyWrapTests {
    @Test("every Wycheproof vector of 256-bit keys gets its verdict", .enabled(if: Vectors.exists, "no vectors"))
    func wycheproof() throws {
        var judged = 0
        for group in try Wycheproof.read("aes_kwp") where group.keySize == 256 {
            for vector in group.tests {
                let wrapping = try SymmetricKey(#require(vector.key).bytes)
                let wrapped = try #require(vector.ct).bytes
                judged += 1
                if vector.isValid {
                    let secret = Secret(copying: vector.msg.bytes)
                    #expect(try AESKeyWrap.wrap(secret, with: wrapping) == wrapped, "vector \(vector.tcId)")
                    let unwrapped = try AESKeyWrap.unwrapSecret(wrapped, with: wrapping)
                    #expect(bytes(of: unwrapped) == vector.msg.bytes, "vector \(vector.tcId)")
                } else {
                    expect(.authentication) { () throws(CryptoError) in
                        _ = try AESKeyWrap.unwrapSecret(wrapped, with: wrapping)
                    }
                }
            }
        }
        #expect(judged == 94)
    }

    @Test("a key comes back from 40 bytes, and from no other bytes or key")
    func roundTrip() throws {
        let wrapping = [UInt8](repeating: 3, count: 32)
        let inner = [UInt8](0..<32)
        let wrapped = try AESKeyWrap.wrap(SymmetricKey(inner), with: SymmetricKey(wrapping))
        #expect(wrapped.count == 40)
        let unwrapped = try AESKeyWrap.unwrap(wrapped, with: SymmetricKey(wrapping))
        #expect(unwrapped.withBytes { Hash($0) } == Hash(inner))
        for changed in flippedBits(of: wrapped) + [[], Array(wrapped.dropLast(8)), wrapped + wrapped] {
            expect(.authentication) { () throws(CryptoError) in
                _ = try AESKeyWrap.unwrap(changed, with: SymmetricKey(wrapping))
            }
        }
        for changed in flippedBits(of: wrapping) {
            expect(.authentication) { () throws(CryptoError) in
                _ = try AESKeyWrap.unwrap(wrapped, with: SymmetricKey(changed))
            }
        }
    }

    @Test("a wrapped secret that is not 32 bytes is no key")
    func otherLength() throws {
        let wrapping = try SymmetricKey.random()
        let wrapped = try AESKeyWrap.wrap(Secret(copying: [1, 2, 3]), with: wrapping)
        expect(.length) { () throws(CryptoError) in
            _ = try AESKeyWrap.unwrap(wrapped, with: wrapping)
        }
    }

    @Test("a key that is wrapped with a context is the one that another program made")
    func knownContext() throws {
        // Python's cryptography: aes_key_wrap_with_padding(03 (32 times), 20…3f || 00…1f).
        let wrapped = try AESKeyWrap.wrap(
            SymmetricKey([UInt8](0..<32)),
            context: #require(Hash([UInt8](0x20..<0x40))),
            with: SymmetricKey([UInt8](repeating: 3, count: 32))
        )
        #expect(
            Hexadecimal.encode(wrapped)
                == "1bf8d719c4b56b7a5b6275298150c6774afe698b40b81c05d16fbcb49007f6bd98a5209962b2a4ab461f78ef20df507f"
                + "a221d6928343eddd3a2ae2fa2f61401b96f3e371647ddb6c"
        )
    }

    @Test("a key comes back with its own context, and with no other")
    func context() throws {
        let wrapping = try SymmetricKey.random()
        let context = [UInt8](0x20..<0x40)
        let wrapped = try AESKeyWrap.wrap(
            SymmetricKey([UInt8](0..<32)),
            context: #require(Hash(context)),
            with: wrapping
        )
        let key = try AESKeyWrap.unwrap(wrapped, context: #require(Hash(context)), with: wrapping)
        #expect(key?.withBytes { Hash($0) } == Hash([UInt8](0..<32)))
        for changed in flippedBits(of: context) {
            let key = try AESKeyWrap.unwrap(wrapped, context: #require(Hash(changed)), with: wrapping)
            #expect(key?.withBytes { Hash($0) } == nil)
        }
        expect(.length) { () throws(CryptoError) in
            _ = try AESKeyWrap.unwrap(wrapped, with: wrapping)
        }
        let alone = try AESKeyWrap.wrap(SymmetricKey([UInt8](0..<32)), with: wrapping)
        expect(.length) { () throws(CryptoError) in
            _ = try AESKeyWrap.unwrap(alone, context: .zero, with: wrapping)
        }
    }

    private func bytes(of secret: borrowing Secret) -> [UInt8] {
        unsafe secret.withUnsafeBytes { unsafe Array($0) }
    }
}
