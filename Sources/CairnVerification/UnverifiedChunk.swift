public import CairnCrypto
public import CairnModel

/// Adjacent entries and the notes of the submissions that start among them, as they came from outside: their bytes in
/// one array.
public struct UnverifiedChunk: Sendable {
    /// The bytes of one entry, and what the database keeps beside them.
    public struct UnverifiedEntry: Sendable {
        /// The entry's bytes.
        public let bytes: [UInt8]
        /// The leaf hash that is kept beside it, if one is.
        public let leafHash: Hash?
        /// The event id that is kept beside it, if one is.
        public let eventID: EventID?

        /// Makes an entry of what came from outside.
        public init(bytes: [UInt8], leafHash: Hash? = nil, eventID: EventID? = nil) {
            self.bytes = bytes
            self.leafHash = leafHash
            self.eventID = eventID
        }
    }

    /// What is kept beside an entry.
    struct Kept: Sendable {
        let leafHash: Hash?
        let eventID: EventID?
    }

    /// The index at which the first entry is said to stand.
    public let firstIndex: UInt64
    /// The notes, each under the index at which its submission is said to start.
    public var notes: [UInt64: [UInt8]]
    private(set) var bytes: [UInt8] = []
    private(set) var kept: [Kept] = []
    private var ends: [Int] = []

    /// Makes a chunk to which entries are appended.
    ///
    /// - Parameters:
    ///   - firstIndex: The index at which the first entry is said to stand.
    ///   - notes: The notes, each under the index at which its submission is said to start.
    ///   - capacity: About how many entries there will be.
    ///   - byteCapacity: About how many bytes they will have together.
    public init(firstIndex: UInt64, notes: [UInt64: [UInt8]], capacity: Int = 0, byteCapacity: Int = 0) {
        self.firstIndex = firstIndex
        self.notes = notes
        bytes.reserveCapacity(byteCapacity)
        kept.reserveCapacity(capacity)
        ends.reserveCapacity(capacity)
    }

    /// Makes a chunk.
    public init(firstIndex: UInt64, entries: [UnverifiedEntry], notes: [UInt64: [UInt8]]) {
        self.init(firstIndex: firstIndex, notes: notes, capacity: entries.count)
        for entry in entries {
            unsafe append(entry.bytes.span.bytes, Kept(leafHash: entry.leafHash, eventID: entry.eventID))
        }
    }

    /// The number of entries.
    public var count: Int { ends.count }

    /// The entries in their order, copied.
    public var entries: [UnverifiedEntry] {
        ends.indices.map {
            UnverifiedEntry(bytes: Array(bytes[range($0)]), leafHash: kept[$0].leafHash, eventID: kept[$0].eventID)
        }
    }

    /// Appends the bytes of an entry.
    public mutating func append(_ entry: RawSpan) {
        append(entry, Kept(leafHash: nil, eventID: nil))
    }

    /// Appends an entry in two parts, with what is kept beside it.
    public mutating func append(_ header: EntryHeader, body: RawSpan, leafHash: Hash, eventID: EventID?) {
        header.append(to: &bytes)
        append(body, Kept(leafHash: leafHash, eventID: eventID))
    }

    /// Where the bytes of an entry lie in ``bytes``, by its place in the chunk.
    func range(_ place: Int) -> Range<Int> {
        (place == 0 ? 0 : ends[place - 1])..<ends[place]
    }

    private mutating func append(_ rest: RawSpan, _ beside: Kept) {
        unsafe rest.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        kept.append(beside)
    }
}
