import CairnVault
import Testing

@Suite("VaultError.Code")
struct VaultErrorTests {
    static let codes: [(VaultError.Code, String)] = [
        (.payloadModified, "vault.payload-modified"),
        (.payloadAbsent, "payload.absent"),
        (.payloadTooLarge, "payload.too-large"),
        (.subjectID, "vault.subject-id"),
        (.subjectAbsent, "vault.subject-absent"),
        (.keyID, "vault.key-id"),
        (.keyModified, "vault.key-modified"),
        (.context, "vault.context"),
        (.keyFile, "vault.key-file"),
        (.keyFileAccess, "vault.key-file-access"),
        (.passphraseMissing, "vault.passphrase-missing"),
        (.passphraseWrong, "vault.passphrase-wrong"),
        (.institutionKey, "vault.institution-key"),
        (.notBound, "vault.not-bound"),
        (.references, "vault.references"),
    ]

    @Test(arguments: codes)
    func aCodeKeepsItsNameForEver(code: VaultError.Code, name: String) {
        #expect(code.rawValue == name)
    }
}
