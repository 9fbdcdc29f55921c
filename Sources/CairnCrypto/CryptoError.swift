/// Why a cryptographic step was refused or failed.
///
/// Neither the message nor the reasons ever contain a key, a passphrase, a plaintext or a signature.
public struct CryptoError: Error, Sendable, Equatable {
    /// What kind of fault it is: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Key, nonce, signature or ciphertext of a length that can't be.
        public static let length = Code(rawValue: "crypto.length")
        /// A public key that stands for a point of small order, under which signatures bind to nobody.
        public static let lowOrderKey = Code(rawValue: "crypto.key-low-order")
        /// A public key whose encoding is not the one encoding of its point.
        public static let nonCanonicalKey = Code(rawValue: "crypto.key-non-canonical")
        /// A ciphertext that was changed, or is not of this key, nonce or associated data.
        public static let authentication = Code(rawValue: "crypto.authentication")
        /// Text that is not a private key in PKCS#8 PEM.
        public static let pem = Code(rawValue: "crypto.pem-malformed")
        /// Text or bytes before or after the private key.
        public static let leftOver = Code(rawValue: "crypto.pem-left-over")
        /// An encrypted private key, and no passphrase.
        public static let passphraseMissing = Code(rawValue: "crypto.passphrase-missing")
        /// An encrypted private key, and a passphrase that doesn't open it.
        public static let passphraseWrong = Code(rawValue: "crypto.passphrase-wrong")
        /// A private key of another algorithm than Ed25519.
        public static let otherAlgorithm = Code(rawValue: "crypto.key-not-ed25519")
        /// OpenSSL failed for a reason of its own, such as want of memory or of randomness.
        public static let library = Code(rawValue: "crypto.library")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What happened and what to do next.
    public let message: String
    /// OpenSSL's own reasons, the first one first; empty where OpenSSL was not asked.
    public let reasons: [String]

    /// Makes an error.
    public init(_ code: Code, _ message: String, reasons: [String] = []) {
        self.code = code
        self.message = message
        self.reasons = reasons
    }
}

extension CryptoError: CustomStringConvertible {
    /// Code, message and reasons on one line.
    public var description: String {
        let cause = reasons.isEmpty ? "" : " (OpenSSL: " + reasons.joined(separator: "; ") + ")"
        return code.rawValue + ": " + message + cause
    }
}
