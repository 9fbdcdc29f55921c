public import CairnCrypto

/// Adjacent entries and the notes of the submissions that start among them, as they came from outside.
public struct UnverifiedChunk: Sendable {
    /// The bytes of one entry, and what the database keeps beside them.
    public struct UnverifiedEntry: Sendable {
        /// The entry's bytes.
        public let bytes: [UInt8]
        /// The leaf hash that is kept beside it, if one is.
        public let leafHash: Hash?
        /// The event id that is kept beside it, if one is.
        public let eventID: [UInt8]?

        /// Makes an entry of what came from outside.
        public init(bytes: [UInt8], leafHash: Hash? = nil, eventID: [UInt8]? = nil) {
            self.bytes = bytes
            self.leafHash = leafHash
            self.eventID = eventID
        }
    }

    /// The index at which the first entry is said to stand.
    public let firstIndex: UInt64
    /// The entries in their order.
    public let entries: [UnverifiedEntry]
    /// The notes, each under the index at which its submission is said to start.
    public let notes: [UInt64: [UInt8]]

    /// Makes a chunk.
    public init(firstIndex: UInt64, entries: [UnverifiedEntry], notes: [UInt64: [UInt8]]) {
        self.firstIndex = firstIndex
        self.entries = entries
        self.notes = notes
    }
}
