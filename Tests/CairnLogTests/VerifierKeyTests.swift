import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("key.malformed")
struct VerifierKeyTests {
    private let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    private func isRefused(_ bytes: [UInt8]) -> Bool {
        do throws(LogError) {
            _ = try VerifierKey(parsing: bytes)
            return false
        } catch {
            return error.code.rawValue == "key.malformed"
        }
    }

    @Test("the specification's example is read, and written as it was")
    func example() throws {
        let key = try VerifierKey(parsing: text)
        #expect(key.description == text)
        #expect(key.keyHash == 0x530D_903A)
        #expect(key.algorithm == .ed25519)
        #expect(key.name.description == "example.com/foo")
        #expect(VerifierKey(name: key.name, publicKey: key.publicKey) == key)
    }

    @Test("with any bit flipped it is refused")
    func flips() {
        #expect(Mutations.flips(of: Array(text.utf8)).allSatisfy(isRefused))
    }

    @Test(
        "other forms are refused",
        arguments: [
            "", "+", "++", "a+530d903a", "a+530d903a+", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
            " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        ]
    )
    func refused(text: String) {
        #expect(isRefused(Array(text.utf8)))
    }

    @Test("a key of low order, of another length, or of an unknown algorithm is refused though its hash is right")
    func otherKeys() throws {
        let name = Array("example.com/foo".utf8)
        let good = try VerifierKey(parsing: text)
        for encoded in [
            [1] + Array(repeating: 0, count: 32), [1, 1] + Array(repeating: 0, count: 31),
            [1] + good.publicKey.bytes.dropLast(),
            [1] + good.publicKey.bytes + [0], [0x02] + good.publicKey.bytes, [0xFF] + good.publicKey.bytes, [1],
        ] as [[UInt8]] {
            #expect(isRefused(verifierKeyText(name: name, encoded: encoded)))
        }
        #expect(!isRefused(verifierKeyText(name: name, encoded: [1] + good.publicKey.bytes)))
        #expect(!isRefused(verifierKeyText(name: name, encoded: [4] + good.publicKey.bytes)))
    }

    @Test("keys that share name and key hash are not equal")
    func collision() throws {
        let name = try KeyName(CollidingKeys.name)
        let first = VerifierKey(name: name, publicKey: try CollidingKeys.first().publicKey)
        let second = VerifierKey(name: name, publicKey: try CollidingKeys.second().publicKey)
        #expect(first.keyHash == second.keyHash)
        #expect(first != second)
        #expect(Set([first, second]).count == 2)
        #expect(first != VerifierKey(name: name, publicKey: first.publicKey, algorithm: .cosignature))
    }

    @Test(
        "the keys that golang/mod refuses are refused",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        let vectors = try Vectors.decode(GoNotes.self, from: "notes/signed-note-golang-mod.json")
        #expect(vectors.bad_vkeys.count == 2)
        for text in vectors.bad_vkeys { #expect(isRefused(Array(text.utf8))) }
    }

    private func verifierKeyText(name: [UInt8], encoded: [UInt8]) -> [UInt8] {
        let hash = "\(SHA256.hash(name + [0x0A] + encoded))".prefix(8)
        return name + Array("+\(hash)+\(Base64.encode(encoded))".utf8)
    }
}
