/// Lists that a database keeps of what the sealer found.
///
/// Verification trusts none of them, and compares them.
public struct LedgerCaches: Sendable, Equatable {
    /// The submissions that don't count, each under the index of its first entry with the code of its finding; `nil`
    /// where no list is kept.
    public let discounted: [UInt64: String]?
    /// The indexes of entries that count but couldn't be decoded; `nil` where no list is kept.
    public let uninterpreted: Set<UInt64>?

    /// Makes the lists of one range of indexes.
    public init(discounted: [UInt64: String]? = nil, uninterpreted: Set<UInt64>? = nil) {
        self.discounted = discounted
        self.uninterpreted = uninterpreted
    }
}
