public import CairnCrypto
public import CairnModel

/// Where an event stands in the ledger: it is durable.
public struct Receipt: Sendable, Hashable {
    /// The ledger.
    public let origin: Origin
    /// The event's id.
    public let eventID: EventID
    /// The index of its entry.
    public let index: UInt64
    /// When the ledger recorded it.
    public let recordedAt: Timestamp
    /// The leaf hash of its entry.
    public let leafHash: Hash
    /// The note hash of its submission.
    public let noteHash: Hash
}
