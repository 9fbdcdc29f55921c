import CairnCrypto
import Testing

@testable import CairnVault

@Suite("InstitutionKey")
struct InstitutionKeyTests {
    private static let plain = """
        cairn/institution-key/v1
        55592dae83ada04880d336c1167dd87f
        plain
        QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=

        """
    private static let encrypted = """
        cairn/institution-key/v1
        55592dae83ada04880d336c1167dd87f
        scrypt 4 8 1 AAECAwQFBgcICQoLDA0ODw==
        doDXdk8ktkYpPlOFm072AFG9hbmCLNKnqEw25SQDh+879gKoKlN/kA==

        """

    private func bytes(of key: borrowing InstitutionKey) -> [UInt8] {
        key.key.withBytes { key in unsafe key.withUnsafeBytes { unsafe Array($0) } }
    }

    private func expect(_ code: VaultError.Code, _ text: String, passphrase: String? = nil) {
        let error = #expect(throws: VaultError.self) {
            _ = try InstitutionKey(parsing: Array(text.utf8), passphrase: passphrase.map { Array($0.utf8) })
        }
        #expect(error?.code == code)
    }

    @Test("the files that another program made are read")
    func known() throws {
        let plain = try InstitutionKey(parsing: Array(Self.plain.utf8), passphrase: nil)
        #expect(bytes(of: plain) == [UInt8](0x40..<0x60))
        #expect(try plain.text(passphrase: nil) == Array(Self.plain.utf8))
        let encrypted = try InstitutionKey(parsing: Array(Self.encrypted.utf8), passphrase: Array("correct".utf8))
        #expect(bytes(of: encrypted) == [UInt8](0x40..<0x60))
    }

    @Test("a key is read back from its file, encrypted or not")
    func roundTrip() throws {
        let key = try InstitutionKey()
        let passphrase = Array("correct".utf8)
        let encrypted = try key.text(passphrase: passphrase)
        #expect(try bytes(of: InstitutionKey(parsing: encrypted, passphrase: passphrase)) == bytes(of: key))
        #expect(try bytes(of: InstitutionKey(parsing: key.text(passphrase: nil), passphrase: nil)) == bytes(of: key))
        #expect(try InstitutionKey().id != key.id)
        #expect(throws: CryptoError.self) { _ = try InstitutionKey().text(passphrase: []) }
    }

    @Test("a missing and a wrong passphrase are told apart")
    func passphrases() {
        expect(.passphraseMissing, Self.encrypted)
        expect(.passphraseMissing, Self.encrypted, passphrase: "")
        expect(.passphraseWrong, Self.encrypted, passphrase: "wrong")
    }

    @Test("no bit of a plain file can change unnoticed")
    func flips() {
        for changed in flippedBits(of: Array(Self.plain.utf8)) {
            #expect(throws: VaultError.self) { _ = try InstitutionKey(parsing: changed, passphrase: nil) }
        }
    }

    @Test("files of another shape are refused")
    func malformed() {
        let texts = [
            "", plain(dropping: 1), Self.plain + "\n", Self.plain + Self.plain, "\n" + Self.plain,
            Self.plain.replacing("/v1", with: "/v2"), Self.plain.replacing("plain", with: "plain "),
            Self.plain.replacing("\n", with: "\r\n"), Self.plain.replacing("Xl8=", with: "Xl9="),
            Self.encrypted.replacing("scrypt 4", with: "scrypt 04"),
            Self.encrypted.replacing("scrypt 4", with: "scrypt 64"),
            Self.encrypted.replacing("scrypt 4 8", with: "scrypt 4 -8"),
            Self.encrypted.replacing("4 8 1", with: "4 8  1"),
            Self.encrypted.replacing("scrypt 4 8 1", with: "scrypt 20 32 16"),
            Self.encrypted.replacing("ODw==", with: "OD"), String(repeating: "x", count: 2000),
        ]
        for text in texts { expect(.keyFile, text, passphrase: "correct") }
    }

    private func plain(dropping count: Int) -> String { String(Self.plain.dropLast(count)) }
}
