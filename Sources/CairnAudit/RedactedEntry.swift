public import CairnModel

/// An entry whose body a redaction took away: its place stays, and what the redaction says of it.
public struct RedactedEntry: Sendable, Hashable {
    /// The ledger.
    public let origin: Origin
    /// The index of the entry.
    public let index: UInt64
    /// The type of the event that was there, as the redaction names it.
    public let type: EventType
    /// The index of the redaction: of the first, where there are several.
    public let redactedBy: UInt64

    /// Takes an entry.
    public init(origin: Origin, index: UInt64, type: EventType, redactedBy: UInt64) {
        self.origin = origin
        self.index = index
        self.type = type
        self.redactedBy = redactedBy
    }
}
