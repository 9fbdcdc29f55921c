import CairnCrypto
import CairnTestSupport
import Testing

@Suite("AES256GCM")
struct AES256GCMTests {
    private let nonce = [UInt8](1...12)
    private let data = [UInt8](20...31)

    @Test("every Wycheproof vector of 256-bit keys gets its verdict", .enabled(if: Vectors.exists, "no vectors"))
    func wycheproof() throws {
        var judged = 0
        for group in try Wycheproof.read("aes_gcm") where group.keySize == 256 && group.tagSize == 128 {
            for vector in group.tests {
                let key = try SymmetricKey(#require(vector.key).bytes)
                let nonce = try #require(vector.iv).bytes
                let data = try #require(vector.aad).bytes
                let sealed = try #require(vector.ct).bytes + #require(vector.tag).bytes
                judged += 1
                if group.ivSize != 96 {
                    expect(.length) { () throws(CryptoError) in
                        _ = try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: data)
                    }
                } else if vector.isValid {
                    let message = vector.msg.bytes
                    #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: data) == message)
                    #expect(try AES256GCM.seal(message, key: key, nonce: nonce, associatedData: data) == sealed)
                } else {
                    expect(.authentication) { () throws(CryptoError) in
                        _ = try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: data)
                    }
                }
            }
        }
        #expect(judged == 105)
    }

    @Test("what is sealed opens, at lengths around the block size", arguments: [0, 1, 15, 16, 17, 255, 256, 4096])
    func lengths(count: Int) throws {
        let key = try SymmetricKey.random()
        let plaintext = try Random.bytes(count)
        let sealed = try AES256GCM.seal(plaintext, key: key, nonce: nonce, associatedData: data)
        #expect(sealed.count == count + 16)
        #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: data) == plaintext)
    }

    @Test("each flipped bit of ciphertext, tag, nonce, associated data or key refuses to open")
    func flips() throws {
        let bytes = [UInt8](repeating: 7, count: 32)
        let key = try SymmetricKey(bytes)
        let sealed = try AES256GCM.seal([1, 2, 3], key: key, nonce: nonce, associatedData: data)
        for changed in flippedBits(of: sealed) {
            expect(.authentication) { () throws(CryptoError) in
                _ = try AES256GCM.open(changed, key: key, nonce: nonce, associatedData: data)
            }
        }
        for changed in flippedBits(of: nonce) {
            expect(.authentication) { () throws(CryptoError) in
                _ = try AES256GCM.open(sealed, key: key, nonce: changed, associatedData: data)
            }
        }
        for changed in flippedBits(of: data) + [[], data + [0]] {
            expect(.authentication) { () throws(CryptoError) in
                _ = try AES256GCM.open(sealed, key: key, nonce: nonce, associatedData: changed)
            }
        }
        for changed in flippedBits(of: bytes) {
            expect(.authentication) { () throws(CryptoError) in
                _ = try AES256GCM.open(sealed, key: SymmetricKey(changed), nonce: nonce, associatedData: data)
            }
        }
    }

    @Test("nonces and ciphertexts of a length that can't be are refused as such")
    func wrongLengths() throws {
        let key = try SymmetricKey.random()
        for count in [0, 11, 13, 16] {
            expect(.length) { () throws(CryptoError) in
                _ = try AES256GCM.seal([], key: key, nonce: [UInt8](repeating: 0, count: count), associatedData: [])
            }
        }
        expect(.length) { () throws(CryptoError) in
            _ = try AES256GCM.open([UInt8](repeating: 0, count: 15), key: key, nonce: nonce, associatedData: [])
        }
    }
}
