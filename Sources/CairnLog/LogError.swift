/// Why bytes of the log were refused.
public struct LogError: Error, Sendable, Equatable {
    /// What kind of fault it is: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A key name that C2SP signed-note doesn't allow.
        public static let name = Code(rawValue: "note.key-name")
        /// Text that is not a verifier key.
        public static let key = Code(rawValue: "key.malformed")
        /// Bytes that are not a signed note.
        public static let note = Code(rawValue: "note.malformed")
        /// A note beyond the limits.
        public static let noteTooLarge = Code(rawValue: "note.too-large")
        /// A signature that is missing, or wrong.
        public static let signature = Code(rawValue: "note.signature")
        /// Text that is not a checkpoint.
        public static let checkpoint = Code(rawValue: "checkpoint.text")
        /// Bytes that are not a tile, or a path that names none.
        public static let tile = Code(rawValue: "tile.malformed")
        /// A proof whose parts can't be right for its index and sizes.
        public static let proof = Code(rawValue: "proof.malformed")
        /// A proof that leads to another root.
        public static let proofWrong = Code(rawValue: "proof.wrong")
        /// A range that doesn't begin where the one before it ends.
        public static let range = Code(rawValue: "tree.range")
        /// Text that is not a policy.
        public static let policy = Code(rawValue: "policy.malformed")
        /// A checkpoint of a log that the policy doesn't name, or without a quorum of its witnesses.
        public static let policyUnsatisfied = Code(rawValue: "policy.unsatisfied")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What happened, in words.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension LogError: CustomStringConvertible {
    /// Code and message on one line.
    public var description: String {
        code.rawValue + ": " + message
    }
}
