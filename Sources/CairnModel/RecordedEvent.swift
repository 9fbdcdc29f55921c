/// An entry with its body, where that is here.
public struct RecordedEvent: Hashable, Sendable {
    /// The place in the ledger.
    public let entry: Entry
    /// The exact bytes of the event, or `nil` where they were redacted, discarded or withheld.
    public let body: [UInt8]?

    /// Makes an event of its parts; whether they belong together is for verification to say.
    public init(entry: Entry, body: [UInt8]?) {
        self.entry = entry
        self.body = body
    }
}
