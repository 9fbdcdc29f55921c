/// Why the database, or the way to it, failed.
///
/// Never contains a value that was bound to a statement, a password, or the detail of a constraint: those may be
/// personal data. What the server puts in quotes is kept only where it stands in the statement's own text or names a
/// table, column, constraint or type.
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
        /// The caller was cancelled; what was sent goes on without it.
        public static let cancelled = Code(rawValue: "call.cancelled")
        /// A parameter has another type than the statement was prepared with, or can't be sent.
        public static let parameter = Code(rawValue: "parameter.type")
        /// A result has another shape than the statement's reader expects.
        public static let shape = Code(rawValue: "result.shape")
        /// The bytes of a `COPY` are not what they should be.
        public static let copy = Code(rawValue: "copy.malformed")
        /// All connections of a pool were in use for longer than a caller may wait.
        public static let poolTimeout = Code(rawValue: "pool.timeout")
        /// The pool is closed.
        public static let poolClosed = Code(rawValue: "pool.closed")
        /// The database's schema is older or newer than this program, or was edited.
        public static let schema = Code(rawValue: "schema.mismatch")
        /// Something that migrations made was changed since, or something was added to it.
        public static let changed = Code(rawValue: "schema.changed")
        /// A migration changed nothing, because another session holds a lock that it needs.
        public static let schemaLocked = Code(rawValue: "schema.locked")
        /// SQLSTATE 23505: a value that must be unique is there already.
        public static let uniqueViolation = Code(rawValue: "23505")
        /// The login may not do this (SQLSTATE).
        public static let insufficientPrivilege = Code(rawValue: "42501")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What happened and what to do next.
    public let message: String
    /// The constraint that was violated, where the server names one.
    public let constraint: String?
    /// Whether the statement had been sent, so that it may have been carried out although no answer came.
    ///
    /// `false` means that it certainly changed nothing.
    public let maybeExecuted: Bool

    /// Makes an error.
    public init(_ code: Code, _ message: String, constraint: String? = nil, maybeExecuted: Bool = false) {
        self.code = code
        self.message = message
        self.constraint = constraint
        self.maybeExecuted = maybeExecuted
    }

    /// Whether the connection, not the call, is at fault, so that another one may do better.
    public var isConnectionFault: Bool {
        [.connect, .lost, .closed].contains(code)
            || ["57P01", "57P02", "57P03", "08006", "08003"].contains(code.rawValue)
    }

    /// Whether the same work may succeed if it is done again from its beginning.
    ///
    /// True for faults of the connection, serialization failures, deadlocks, and a server that is starting or out of
    /// connections. Where ``maybeExecuted`` is true, repeat only what may be done twice.
    public var isRetryable: Bool {
        isConnectionFault || ["40001", "40P01", "53300", "55P03", "pool.timeout"].contains(code.rawValue)
    }
}

extension PostgresError: CustomStringConvertible {
    /// Code and message on one line.
    public var description: String { "\(code.rawValue): \(message)" }
}
