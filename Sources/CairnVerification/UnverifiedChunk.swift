public import CairnCrypto
public import CairnModel

/// Adjacent entries with their bodies, and the notes of the submissions that start among them, as they came from
/// outside: the bytes in one array.
public struct UnverifiedChunk: Sendable {
    /// The bytes of one entry and of its body, and what the database keeps beside them.
    public struct UnverifiedEntry: Sendable {
        /// The entry's bytes.
        public let bytes: [UInt8]
        /// The body's bytes, or `nil` where it is absent.
        public let body: [UInt8]?
        /// The leaf hash that is kept beside it, if one is.
        public let leafHash: Hash?
        /// The event id that is kept beside it, if one is.
        public let eventID: EventID?

        /// Makes an entry of what came from outside.
        public init(bytes: [UInt8], body: [UInt8]?, leafHash: Hash? = nil, eventID: EventID? = nil) {
            self.bytes = bytes
            self.body = body
            self.leafHash = leafHash
            self.eventID = eventID
        }
    }

    /// How an entry came.
    enum Form: Sendable {
        /// As bytes, each behind the zero byte that is hashed before them.
        case bytes(Range<Int>)
        /// As the columns of a row that has the body instead of its hash.
        case columns(Entry)
        /// As the columns of a row that has the hash of a body that is absent.
        case columnsWithHash(Entry)
    }

    /// One entry.
    struct Item: Sendable {
        let form: Form
        /// Where the body lies in ``bytes``, behind the zero byte that is hashed before it; `nil` where it is absent.
        let body: Range<Int>?
        let leafHash: Hash?
        let eventID: EventID?
    }

    /// The index at which the first entry is said to stand.
    public let firstIndex: UInt64
    /// The notes, each under the index at which its submission is said to start.
    public var notes: [UInt64: [UInt8]]
    /// What is wrong with files that hold more than the entries ask for.
    public var surplus: [Finding] = []
    /// The index from which on neither notes nor bodies were looked at, because an entry has a higher version.
    public var contentsEnd: UInt64?
    private(set) var bytes: [UInt8] = []
    private(set) var items: [Item] = []

    /// Makes a chunk to which entries are appended.
    ///
    /// - Parameters:
    ///   - firstIndex: The index at which the first entry is said to stand.
    ///   - notes: The notes, each under the index at which its submission is said to start.
    ///   - capacity: About how many entries there will be.
    ///   - byteCapacity: About how many bytes they and their bodies will have together.
    public init(firstIndex: UInt64, notes: [UInt64: [UInt8]], capacity: Int = 0, byteCapacity: Int = 0) {
        self.firstIndex = firstIndex
        self.notes = notes
        bytes.reserveCapacity(byteCapacity)
        items.reserveCapacity(capacity)
    }

    /// Makes a chunk.
    public init(firstIndex: UInt64, entries: [UnverifiedEntry], notes: [UInt64: [UInt8]]) {
        self.init(firstIndex: firstIndex, notes: notes, capacity: entries.count)
        for entry in entries {
            let range = unsafe append(entry.bytes.span.bytes)
            let body = entry.body.map { unsafe append($0.span.bytes) }
            items.append(Item(form: .bytes(range), body: body, leafHash: entry.leafHash, eventID: entry.eventID))
        }
    }

    /// The number of entries.
    public var count: Int { items.count }

    /// The entries in their order, copied.
    public var entries: [UnverifiedEntry] {
        items.indices.map { place in
            let item = items[place]
            return UnverifiedEntry(
                bytes: entryBytes(place),
                body: item.body.map { Array(bytes[$0]) },
                leafHash: item.leafHash,
                eventID: item.eventID
            )
        }
    }

    /// Appends the bytes of an entry and of its body, which is `nil` where it is absent.
    public mutating func append(_ entry: RawSpan, body: RawSpan?) {
        let range = append(entry)
        let bodyRange: Range<Int>? = if let body { append(body) } else { nil }
        items.append(Item(form: .bytes(range), body: bodyRange, leafHash: nil, eventID: nil))
    }

    /// Appends an entry by its columns and its body, of which the entry's body hash is made: what the entry says of it
    /// is not looked at.
    public mutating func append(_ entry: Entry, hashing body: RawSpan, leafHash: Hash, eventID: EventID?) {
        let range = append(body)
        items.append(Item(form: .columns(entry), body: range, leafHash: leafHash, eventID: eventID))
    }

    /// Appends an entry by its columns, whose body is absent.
    public mutating func append(_ entry: Entry, leafHash: Hash) {
        items.append(Item(form: .columnsWithHash(entry), body: nil, leafHash: leafHash, eventID: nil))
    }

    private func entryBytes(_ place: Int) -> [UInt8] {
        switch items[place].form {
        case .bytes(let range): Array(bytes[range])
        case .columnsWithHash(let entry): entry.bytes
        case .columns(let entry):
            entry.with(bodyHash: Body.hash(of: items[place].body.map { Array(bytes[$0]) } ?? [])).bytes
        }
    }

    /// Appends bytes behind the zero byte that is hashed before them, and returns where they lie.
    private mutating func append(_ span: RawSpan) -> Range<Int> {
        bytes.append(0x00)
        let start = bytes.count
        unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        return start..<bytes.count
    }
}
