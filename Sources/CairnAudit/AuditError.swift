/// Why a question could not be answered, or the projections not be computed.
public struct AuditError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The ledger is not in this database.
        public static let notHere = Code(rawValue: "projection.no-ledger")
        /// The projections are missing, or of another version of the program.
        public static let missing = Code(rawValue: "projection.missing")
        /// This login may not read the projections of the ledger.
        public static let notBound = Code(rawValue: "projection.not-bound")
        /// The owner has not registered this program's projections.
        public static let definition = Code(rawValue: "projection.definition")
        /// Another projector is at work.
        public static let contended = Code(rawValue: "projection.contended")
        /// There is no such question.
        public static let question = Code(rawValue: "question.unknown")
        /// A parameter is missing, unknown, or not of its form.
        public static let parameter = Code(rawValue: "question.parameter")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong, in words.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message on one line.
    public var description: String { code.rawValue + ": " + message }
}
