/// Why text or bytes are not what the format has.
public struct ModelError: Error, Sendable, Equatable {
    /// What kind of fault it is: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// An origin or the name of an author's key of another form than names have.
        public static let name = Code(rawValue: "name.invalid")
        /// A time that is no RFC 3339 time in UTC, or out of range.
        public static let time = Code(rawValue: "time.invalid")
        /// An event id that is no UUID in lowercase.
        public static let eventID = Code(rawValue: "event.id-invalid")
        /// Text that is not a submission statement.
        public static let statement = Code(rawValue: "statement.malformed")
        /// A submission of no bodies, of too many, or of too many bytes.
        public static let submissionTooLarge = Code(rawValue: "submission.too-large")
        /// Bytes that are not an entry.
        public static let entry = Code(rawValue: "entry.malformed")
        /// An entry of a version that this program doesn't know.
        public static let entryVersion = Code(rawValue: "entry.version")
        /// Data of an event that lacks a member or has another form.
        public static let event = Code(rawValue: "event.malformed")
        /// A snapshot of an earlier reading of a ledger that was changed or cut off.
        public static let snapshot = Code(rawValue: "snapshot.malformed")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong, in words.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension ModelError: CustomStringConvertible {
    /// Code and message on one line.
    public var description: String {
        code.rawValue + ": " + message
    }
}
