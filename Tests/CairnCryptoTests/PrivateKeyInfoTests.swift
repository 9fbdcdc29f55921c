import CairnCrypto
import Testing

@Suite("PrivateKeyInfo")
struct PrivateKeyInfoTests {
    private let seed = [UInt8](0..<32)

    @Test("a key is written as others write it, and read back")
    func plain() throws {
        let key = try Ed25519PrivateKey(seed: seed)
        #expect(try key.pem(passphrase: nil) == Array(PrivateKeySamples.plain.utf8))
        #expect(
            try Ed25519PrivateKey(pem: Array(PrivateKeySamples.plain.utf8), passphrase: nil).publicKey == key.publicKey
        )
        #expect(
            try Ed25519PrivateKey(pem: Array(PrivateKeySamples.plain.utf8), passphrase: [1]).publicKey == key.publicKey
        )
    }

    @Test("an encrypted key is read with its passphrase alone")
    func encrypted() throws {
        let key = try Ed25519PrivateKey(seed: seed)
        let passphrase = Array("correct horse".utf8)
        let pem = try key.pem(passphrase: passphrase)
        #expect(pem.starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----\n".utf8))
        #expect(try pem != key.pem(passphrase: passphrase))
        #expect(try Ed25519PrivateKey(pem: pem, passphrase: passphrase).publicKey == key.publicKey)
        expect(.passphraseWrong) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(pem: pem, passphrase: passphrase + [1])
        }
        for missing in [nil, []] as [[UInt8]?] {
            expect(.passphraseMissing) { () throws(CryptoError) in
                _ = try Ed25519PrivateKey(pem: pem, passphrase: missing)
            }
        }
        expect(.passphraseMissing) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(seed: [UInt8](0..<32)).pem(passphrase: [])
        }
    }

    @Test("a key that another program encrypted is read, and a thousand wrong passphrases are called wrong")
    func foreign() throws {
        let pem = Array(PrivateKeySamples.encrypted.utf8)
        let key = try Ed25519PrivateKey(pem: pem, passphrase: Array("correct".utf8))
        #expect(try key.publicKey == Ed25519PrivateKey(seed: seed).publicKey)
        for number in 0..<1000 {
            expect(.passphraseWrong) { () throws(CryptoError) in
                _ = try Ed25519PrivateKey(pem: pem, passphrase: Array("wrong \(number)".utf8))
            }
        }
    }

    @Test(
        "keys of other algorithms are refused as such",
        arguments: [PrivateKeySamples.x25519, PrivateKeySamples.p256]
    )
    func otherAlgorithms(pem: String) {
        expect(.otherAlgorithm) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(pem: Array(pem.utf8), passphrase: nil)
        }
    }

    @Test(
        "what is left over before, after or inside the block is refused",
        arguments: [
            "# a key\n" + PrivateKeySamples.plain, PrivateKeySamples.plain + "\n",
            PrivateKeySamples.plain + PrivateKeySamples.plain, PrivateKeySamples.plain + "x",
            PrivateKeySamples.leftOver,
        ]
    )
    func leftOver(pem: String) {
        expect(.leftOver) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(pem: Array(pem.utf8), passphrase: nil)
        }
    }

    @Test(
        "what is no PKCS#8 private key is refused",
        arguments: [
            "", "x", "-----BEGIN PRIVATE KEY-----\n", String(PrivateKeySamples.plain.dropLast(40)),
            PrivateKeySamples.plain.replacing("PRIVATE KEY", with: "EC PRIVATE KEY"),
            PrivateKeySamples.plain.replacing("PRIVATE KEY", with: "PUBLIC KEY"),
            PrivateKeySamples.plain.replacing("MC4C", with: "MC4D"),
            PrivateKeySamples.plain.replacing("MC4C", with: "MC0C"),
            PrivateKeySamples.plain.replacing("MC4C", with: "Proc-Type: 4,ENCRYPTED\n\nMC4C"),
            String(repeating: "x", count: 20_000),
        ]
    )
    func malformed(pem: String) {
        expect(.pem) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(pem: Array(pem.utf8), passphrase: nil)
        }
    }

    @Test("a scheme of encryption that nobody knows is not called a wrong passphrase")
    func unknownScheme() {
        // PBES2's object identifier with another last arc.
        let pem = PrivateKeySamples.encrypted.replacing("GCSqGSIb3DQEFDT", with: "GCSqGSIb3DQEFYz")
        expect(.pem) { () throws(CryptoError) in
            _ = try Ed25519PrivateKey(pem: Array(pem.utf8), passphrase: Array("correct".utf8))
        }
    }

    @Test("errors never show the passphrase")
    func silence() {
        let passphrase = "planted-value"
        do {
            _ = try Ed25519PrivateKey(pem: Array(PrivateKeySamples.encrypted.utf8), passphrase: Array(passphrase.utf8))
            Issue.record("the passphrase is wrong")
        } catch {
            #expect(!error.description.contains(passphrase))
            #expect(error.description.contains("crypto.passphrase-wrong"))
            #expect(!error.reasons.isEmpty)
        }
    }
}
