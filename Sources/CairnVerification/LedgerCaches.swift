/// Lists that a database keeps of what the sealer found.
///
/// Verification trusts none of them, and compares them.
public struct LedgerCaches: Sendable, Equatable {
    /// The submissions that don't count, each under the index of its first entry with the code of its finding; `nil`
    /// where no list is kept.
    public let discounted: [UInt64: String]?
    /// The entries of submissions that count whose event doesn't, or couldn't be decoded, each with a code: that of the
    /// event's finding, or ``UninterpretedCode/undecodable``; `nil` where no list is kept.
    public let uninterpreted: [UInt64: String]?

    /// Makes the lists of one range of indexes.
    public init(discounted: [UInt64: String]? = nil, uninterpreted: [UInt64: String]? = nil) {
        self.discounted = discounted
        self.uninterpreted = uninterpreted
    }
}
