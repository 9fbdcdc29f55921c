import CairnCrypto
import CairnTestSupport
import Testing

@Suite("HMACSHA256")
struct HMACSHA256Tests {
    @Test("every Wycheproof vector of 256-bit keys gets its verdict", .enabled(if: Vectors.exists, "no vectors"))
    func wycheproof() throws {
        var judged = 0
        for group in try Wycheproof.read("hmac_sha256") where group.keySize == 256 {
            let count = try #require(group.tagSize) / 8
            for vector in group.tests {
                let code = try HMACSHA256.code(vector.msg.bytes, key: SymmetricKey(#require(vector.key).bytes))
                let tag = try #require(vector.tag).bytes
                #expect((Array(code.bytes.prefix(count)) == tag) == vector.isValid, "vector \(vector.tcId)")
                judged += 1
            }
        }
        #expect(judged == 162)
    }

    @Test("each flipped bit of key or message changes the code")
    func flips() throws {
        let key = [UInt8](repeating: 1, count: 32)
        let message = [UInt8]("message".utf8)
        var seen = try Set([HMACSHA256.code(message, key: SymmetricKey(key))])
        for changed in flippedBits(of: key) {
            #expect(try seen.insert(HMACSHA256.code(message, key: SymmetricKey(changed))).inserted)
        }
        for changed in flippedBits(of: message) {
            #expect(try seen.insert(HMACSHA256.code(changed, key: SymmetricKey(key))).inserted)
        }
    }
}
