/// Why the database, or the way to it, failed.
///
/// Never contains a value that was bound to a statement, a password, or the detail of a constraint: those may be personal data.
public struct PostgresError: Error, Sendable, Equatable {
    /// An SQLSTATE, or one of the codes below.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The SQLSTATE or stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// No connection could be made.
        public static let connect = Code(rawValue: "connection.failed")
        /// The connection broke; what was sent may or may not have been carried out.
        public static let lost = Code(rawValue: "connection.lost")
        /// The connection was closed before the call was sent.
        public static let closed = Code(rawValue: "connection.closed")
        /// A result has another shape than the statement's reader expects.
        public static let shape = Code(rawValue: "result.shape")
        /// The database's schema is older or newer than this program, or was edited.
        public static let schema = Code(rawValue: "schema.mismatch")
        /// SQLSTATE 23505: a value that must be unique is there already.
        public static let uniqueViolation = Code(rawValue: "23505")
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

    /// Whether the connection, not the call, is at fault, so that another one may do better.
    public var isConnectionFault: Bool {
        [.connect, .lost, .closed].contains(code)
            || ["57P01", "57P02", "57P03", "08006", "08003"].contains(code.rawValue)
    }
}

extension PostgresError: CustomStringConvertible {
    /// Code and message on one line.
    public var description: String { "\(code.rawValue): \(message)" }
}
