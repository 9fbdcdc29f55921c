public import CairnModel

/// What a question was answered with, and everything that is needed to read it years later.
public struct Answer: Sendable {
    /// A parameter that was given.
    public struct Given: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String
        /// What it means.
        public let meaning: String
    }

    /// The question.
    public let question: Question
    /// The parameters that were given.
    public let parameters: [Given]
    /// The ledger.
    public let origin: Origin
    /// The time in the world that was asked about.
    public let validAt: Timestamp
    /// The ledger's size that the answer stands on: later entries are not known to it.
    public let knownAt: UInt64
    /// The signed note of the checkpoint that covers it.
    public let checkpoint: [UInt8]
    /// When it was asked.
    public let askedAt: Timestamp
    /// Who asked.
    public let asker: String
    /// Whether columns that name acting people were asked for.
    public let showsPeople: Bool
    /// The sentence that comes first.
    public let summary: String
    /// What to look at before trusting it, such as an id that the ledger doesn't know, or how many events of the types
    /// that it reads are redacted.
    public let warnings: [String]
    /// Totals over the rows, listed or not.
    public let tally: Tally
    /// The rows, each an object whose members are the question's columns and `entries`.
    public let rows: [JSONValue]
    /// What is not included, and why: each after “Not included: ”.
    public let excluded: [String]

    /// What was asked: one ledger, which is not all that is recorded anywhere.
    public var scope: String { "Only \(origin) was asked. What others recorded about its datasets is not in it." }

    /// The entries that any row cites, in order.
    public var entries: [UInt64] {
        Set(rows.flatMap { Answer.entries(of: $0) }).sorted()
    }

    /// The entries that a row cites.
    public static func entries(of row: JSONValue) -> [UInt64] { citations(of: row) ?? [] }

    /// The entries that a row from outside cites; `nil` where what stands there is no array of indexes.
    public static func citations(of row: JSONValue) -> [UInt64]? {
        guard let array = row["entries"]?.array else { return nil }
        let entries = array.compactMap { $0.integer.flatMap { UInt64(exactly: $0) } }
        return entries.count == array.count ? entries : nil
    }
}
