/// Why bytes can't be the body of an event.
///
/// The message says what is wrong and where, never what stands there.
public struct BodyError: Error, Sendable, Equatable {
    /// Which rule was broken: a stable string.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable string.
        public let rawValue: String

        /// Makes a code of any string.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// More bytes than a body may have.
        public static let tooLarge = Code(rawValue: "body.too-large")
        /// More levels than a body may have.
        public static let tooDeep = Code(rawValue: "body.too-deep")
        /// Not JSON, or not one object from the first byte to the last.
        public static let syntax = Code(rawValue: "body.syntax")
        /// Not UTF-8, U+0000, or half a surrogate pair.
        public static let text = Code(rawValue: "body.text")
        /// A number that is no integer within ±(2^53−1).
        public static let number = Code(rawValue: "body.number")
        /// A member name that stands twice in its object.
        public static let duplicateName = Code(rawValue: "body.duplicate-name")
        /// A required member that is missing, of another type, or of another form.
        public static let member = Code(rawValue: "body.member")
        /// A member that bodies don't have.
        public static let forbiddenMember = Code(rawValue: "body.forbidden-member")
        /// A reference of another form than references have.
        public static let reference = Code(rawValue: "body.reference")
        /// An event of the families `key`, `ledger` and `redaction` of another type than the five, or with members that
        /// are missing, malformed or too many.
        public static let registry = Code(rawValue: "body.registry")
    }

    /// Which rule was broken.
    public let code: Code
    /// The byte at which it was noticed, from 0.
    public let offset: Int
    /// What is wrong, in words.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }
}

extension BodyError: CustomStringConvertible {
    /// Code, message and offset on one line.
    public var description: String {
        "\(code.rawValue): \(message) (at byte \(offset))"
    }
}
