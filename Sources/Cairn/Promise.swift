public import CairnCrypto
public import CairnModel

/// What the ledger acknowledged to an author for one submission: entries that must be there from then on.
public struct Promise: Sendable, Hashable {
    /// The index of the first entry.
    public let firstIndex: UInt64
    /// The number of entries.
    public let count: UInt64
    /// When the ledger recorded them.
    public let recordedAt: Timestamp
    /// The leaf hash of the last entry, which covers all before it.
    public let leafHash: Hash

    /// The index of the last entry.
    public var lastIndex: UInt64 { firstIndex + count - 1 }
}

extension CairnError {
    private static let mostNamed = 5

    /// What was promised and is gone.
    static func missing(_ promises: [Promise], of author: String) -> CairnError {
        let named = promises.prefix(mostNamed).map {
            "entries \($0.firstIndex) to \($0.lastIndex), recorded at \($0.recordedAt)"
        }
        let more = promises.count > mostNamed ? ", and \(promises.count - mostNamed) more submissions" : ""
        return CairnError(
            .receiptMissing,
            "what was acknowledged to \(author) is not in the ledger any more, or is another's: \(named.joined(separator: "; "))\(more). "
                + "Bring it back (cairn restore EXPORT, and nothing more is needed); or run cairn author reset \(author) --lost FILE, "
                + "and append those events again"
        )
    }
}
