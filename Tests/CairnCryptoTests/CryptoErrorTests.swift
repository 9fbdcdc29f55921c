import CairnCrypto
import Testing

@Suite("CryptoError.Code")
struct CryptoErrorTests {
    static let codes: [(CryptoError.Code, String)] = [
        (.length, "crypto.length"),
        (.lowOrderKey, "crypto.key-low-order"),
        (.nonCanonicalKey, "crypto.key-non-canonical"),
        (.authentication, "crypto.authentication"),
        (.pem, "crypto.pem-malformed"),
        (.leftOver, "crypto.pem-left-over"),
        (.passphraseMissing, "crypto.passphrase-missing"),
        (.otherAlgorithm, "crypto.key-not-ed25519"),
        (.library, "crypto.library"),
    ]

    @Test(arguments: codes)
    func aCodeKeepsItsNameForEver(code: CryptoError.Code, name: String) {
        #expect(code.rawValue == name)
    }
}
