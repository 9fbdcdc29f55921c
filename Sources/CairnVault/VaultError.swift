/// Why the vault refused or failed.
///
/// The message never contains personal data, a key or a passphrase.
public struct VaultError: Error, Sendable, Equatable {
    /// What kind of fault it is: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A sealed payload that is not what the entry committed to.
        public static let payloadModified = Code(rawValue: "vault.payload-modified")
        /// A sealed payload that the vault doesn't hold: erased, or lost.
        public static let payloadAbsent = Code(rawValue: "payload.absent")
        /// A payload longer than ``SealedPayload/limit``.
        public static let payloadTooLarge = Code(rawValue: "payload.too-large")
        /// Text that is not a subject id.
        public static let subjectID = Code(rawValue: "vault.subject-id")
        /// A subject that the vault doesn't know: never enrolled, or erased.
        public static let subjectAbsent = Code(rawValue: "vault.subject-absent")
        /// Text that is not a key id.
        public static let keyID = Code(rawValue: "vault.key-id")
        /// Something wrapped that doesn't unwrap, or unwraps to another key or code than its row is found by.
        public static let keyModified = Code(rawValue: "vault.key-modified")
        /// Something wrapped that belongs to another row, column or ledger.
        public static let context = Code(rawValue: "vault.context")
        /// An institution key's file that is not in its format.
        public static let keyFile = Code(rawValue: "vault.key-file")
        /// A file of a key that others than its owner may read, or that is there already, or can't be read.
        public static let keyFileAccess = Code(rawValue: "vault.key-file-access")
        /// An institution key's file that is encrypted, and no passphrase.
        public static let passphraseMissing = Code(rawValue: "vault.passphrase-missing")
        /// An institution key's file that is encrypted, and a passphrase that doesn't open it.
        public static let passphraseWrong = Code(rawValue: "vault.passphrase-wrong")
        /// An institution key that is not the one that the vault's keys are wrapped with.
        public static let institutionKey = Code(rawValue: "vault.institution-key")
        /// A login that is not bound to the ledger whose vault it asks for.
        public static let notBound = Code(rawValue: "vault.not-bound")
        /// An event that doesn't name exactly the payloads that come with it.
        public static let references = Code(rawValue: "vault.references")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What happened and what to do next.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension VaultError: CustomStringConvertible {
    /// Code and message on one line.
    public var description: String { code.rawValue + ": " + message }
}
