import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnVerification

/// Rows of the table `entry`, in order, made into the entries that they stand for.
struct EntryRows {
    static let columnCount = 8

    private(set) var chunk: UnverifiedChunk
    private let noteHashes: [UInt64: Hash]
    private var submission: (firstIndex: UInt64, noteHash: Hash)?
    private var previous: Hash
    private var isCut = false

    init(firstIndex: UInt64, below end: UInt64, previous: Hash, notes: [UInt64: [UInt8]]) {
        let count = Int(end - firstIndex)
        chunk = UnverifiedChunk(firstIndex: firstIndex, notes: notes, capacity: count, byteCapacity: count * 512)
        noteHashes = notes.mapValues { SHA256.hash($0) }
        self.previous = previous
    }

    /// Takes the next rows, up to the first that is missing.
    ///
    /// - Throws: `Finding` with code `entry.bytes` where a row holds no entry: a column is NULL, or of another length.
    mutating func append(_ rows: CopyChunk) throws {
        for row in 0..<rows.rowCount {
            let place = chunk.firstIndex + UInt64(chunk.count)
            let index = UInt64(bitPattern: try EntryRows.integer(rows, row, .index, at: place))
            // A row that comes twice is kept, and found out by its index.
            guard index <= place, !isCut else {
                isCut = true
                return
            }
            try append(rows, row, index: index, at: place)
        }
    }

    private mutating func append(_ rows: CopyChunk, _ row: Int, index: UInt64, at place: UInt64) throws {
        let time = try EntryRows.integer(rows, row, .recordedAt, at: place)
        let firstIndex = UInt64(bitPattern: try EntryRows.integer(rows, row, .firstIndex, at: place))
        let position = try EntryRows.integer(rows, row, .position, at: place)
        guard time >= 0, let recordedAt = Timestamp(microseconds: time), let position = UInt32(exactly: position) else {
            throw Finding(.entryMalformed, at: place, "the row holds no entry: its time or position is out of range")
        }
        guard let kept = try EntryRows.hash(rows, row, .leafHash) else { throw EntryRows.fault(.leafHash, at: place) }
        let body = try rows.range(row: row, column: Column.body.rawValue)
        let bodyHash = try EntryRows.hash(rows, row, .bodyHash)
        guard body != nil || bodyHash != nil else { throw EntryRows.fault(.bodyHash, at: place) }
        let entry = Entry(
            index: index,
            recordedAt: recordedAt,
            previous: previous,
            noteHash: noteHash(startingAt: firstIndex),
            position: position,
            bodyHash: bodyHash ?? .zero
        )
        if body != nil {
            guard let eventID = try EntryRows.eventID(rows, row) else { throw EntryRows.fault(.eventID, at: place) }
            try rows.withBytes(row: row, column: Column.body.rawValue) {
                chunk.append(entry, hashing: $0, leafHash: kept, eventID: eventID)
            }
        } else {
            chunk.append(entry, leafHash: kept)
        }
        previous = kept
    }

    private mutating func noteHash(startingAt index: UInt64) -> Hash {
        if let submission, submission.firstIndex == index { return submission.noteHash }
        let hash = noteHashes[index] ?? .zero
        submission = (index, hash)
        return hash
    }
}

extension EntryRows {
    /// The columns in the order of `entries.sql`.
    private enum Column: Int {
        case index, recordedAt, firstIndex, position, eventID, leafHash, body, bodyHash

        var name: StaticString {
            switch self {
            case .index: "index"
            case .recordedAt: "time"
            case .firstIndex: "first index of its submission"
            case .position: "position"
            case .eventID: "event id"
            case .leafHash: "leaf hash"
            case .body: "body"
            case .bodyHash: "body hash"
            }
        }
    }

    private static func fault(_ column: Column, at place: UInt64) -> Finding {
        Finding(.entryMalformed, at: place, "the row holds no entry: its \(column.name) is NULL, or of another length")
    }

    private static func integer(_ rows: CopyChunk, _ row: Int, _ column: Column, at place: UInt64) throws -> Int64 {
        switch try rows.range(row: row, column: column.rawValue)?.count {
        case 2, 4, 8: return try rows.int64(row: row, column: column.rawValue)
        default: throw fault(column, at: place)
        }
    }

    private static func hash(_ rows: CopyChunk, _ row: Int, _ column: Column) throws -> Hash? {
        guard try rows.range(row: row, column: column.rawValue) != nil else { return nil }
        return try rows.withBytes(row: row, column: column.rawValue) { Hash($0) }
    }

    private static func eventID(_ rows: CopyChunk, _ row: Int) throws -> EventID? {
        guard try rows.range(row: row, column: Column.eventID.rawValue) != nil else { return nil }
        return try rows.withBytes(row: row, column: Column.eventID.rawValue) { EventID($0) }
    }
}
