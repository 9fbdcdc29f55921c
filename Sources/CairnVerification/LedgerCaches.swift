/// Lists that a database keeps of what the sealer found.
///
/// Verification trusts none of them, and compares them.
public struct LedgerCaches: Sendable, Equatable {
    /// What a database keeps of a submission beside its note.
    public struct Submission: Sendable, Equatable {
        /// The author's verifier key.
        public let author: String
        /// The author's number.
        public let number: Int64
        /// The number of entries that the author had seen.
        public let anchor: Int64
        /// The hash of the statement.
        public let statementHash: [UInt8]
        /// Whether the note's hash is kept as it is.
        public let hasNoteHash: Bool

        /// Makes what is kept.
        public init(author: String, number: Int64, anchor: Int64, statementHash: [UInt8], hasNoteHash: Bool) {
            self.author = author
            self.number = number
            self.anchor = anchor
            self.statementHash = statementHash
            self.hasNoteHash = hasNoteHash
        }
    }

    /// The submissions that don't count, each under the index of its first entry with the code of its finding; `nil`
    /// where no list is kept.
    public let discounted: [UInt64: String]?
    /// The entries of submissions that count whose event doesn't, or couldn't be decoded, each with a code: that of the
    /// event's finding, or ``UninterpretedCode/undecodable``; `nil` where no list is kept.
    public let uninterpreted: [UInt64: String]?

    /// What is kept of submissions, each under the index of its first entry; `nil` where nothing is.
    public let submissions: [UInt64: Submission]?
    /// The roots that are kept of the full tiles of level 0 that end in the range, by their indexes; `nil` where none is.
    public let roots: [UInt64: [UInt8]]?

    /// Makes the lists of one range of indexes.
    public init(
        discounted: [UInt64: String]? = nil,
        uninterpreted: [UInt64: String]? = nil,
        submissions: [UInt64: Submission]? = nil,
        roots: [UInt64: [UInt8]]? = nil
    ) {
        self.discounted = discounted
        self.uninterpreted = uninterpreted
        self.submissions = submissions
        self.roots = roots
    }
}
