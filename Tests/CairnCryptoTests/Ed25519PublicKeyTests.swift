import CairnCrypto
import CairnTestSupport
import Testing

@Suite("Ed25519PublicKey")
struct Ed25519PublicKeyTests {
    @Test("every Wycheproof vector gets its verdict", .enabled(if: Vectors.exists, "no vectors"))
    func wycheproof() throws {
        var judged = 0
        for group in try Wycheproof.read("ed25519") {
            let key = try Ed25519PublicKey(#require(group.publicKey).pk.bytes)
            for vector in group.tests {
                let verdict = try key.isValid(#require(vector.sig).bytes, of: vector.msg.bytes)
                #expect(verdict == vector.isValid, "vector \(vector.tcId): \(vector.comment)")
                judged += 1
            }
        }
        #expect(judged == 151)
    }

    @Test("each flipped bit of signature, message or key makes a signature invalid")
    func flips() throws {
        let message = [UInt8]("message".utf8)
        let privateKey = try Ed25519PrivateKey(seed: [UInt8](0..<32))
        let key = privateKey.publicKey
        let signature = try privateKey.signature(of: message)
        #expect(key.isValid(signature, of: message))
        for changed in flippedBits(of: signature) { #expect(!key.isValid(changed, of: message)) }
        for changed in flippedBits(of: message) { #expect(!key.isValid(signature, of: changed)) }
        for changed in flippedBits(of: key.bytes) {
            #expect(try !Ed25519PublicKey(changed).isValid(signature, of: message))
        }
    }

    @Test("a signature of another length than 64 is invalid, and throws nothing")
    func signatureLengths() throws {
        let privateKey = try Ed25519PrivateKey(seed: [UInt8](0..<32))
        let signature = try privateKey.signature(of: [])
        let key = privateKey.publicKey
        #expect(key.isValid(signature, of: []))
        for count in 0..<64 { #expect(!key.isValid(Array(signature.prefix(count)), of: [])) }
        #expect(!key.isValid(signature + [0], of: []))
        #expect(!key.isValid(signature + signature, of: []))
    }

    @Test("keys are equal when their bytes are")
    func equality() throws {
        let one = try Ed25519PrivateKey(seed: [UInt8](0..<32)).publicKey
        let other = try Ed25519PrivateKey(seed: [UInt8](1...32)).publicKey
        #expect(try Set([one, Ed25519PublicKey(one.bytes), other]).count == 2)
        #expect(one != other)
    }

    @Test("keys of another length are refused", arguments: [0, 31, 33, 64])
    func lengths(count: Int) {
        expect(.length) { () throws(CryptoError) in
            _ = try Ed25519PublicKey([UInt8](repeating: 2, count: count))
        }
    }
}
