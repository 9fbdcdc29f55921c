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

    private func bytes(of secret: borrowing Secret) -> [UInt8] {
        unsafe secret.withUnsafeBytes { unsafe Array($0) }
    }
}
