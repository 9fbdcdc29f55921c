import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnVerification

/// Rows of the table `entry`, in order, made into the entries that they stand for.
struct EntryRows {
    static let columnCount = 7

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
    /// - Throws: `Finding` where a row holds no entry.
    mutating func append(_ rows: CopyChunk) throws {
        for row in 0..<rows.rowCount {
            let place = chunk.firstIndex + UInt64(chunk.count)
            let index = UInt64(bitPattern: try rows.int64(row: row, column: 0))
            // A row that comes twice is kept, and found out by its index.
            guard index <= place, !isCut else {
                isCut = true
                return
            }
            guard let recordedAt = Timestamp(microseconds: try rows.int64(row: row, column: 1)),
                recordedAt.microseconds >= 0, let kept = try rows.withBytes(row: row, column: 5, { Hash($0) })
            else { throw Finding(.entryMalformed, at: place, "the row holds no entry") }
            let header = EntryHeader(
                index: index,
                recordedAt: recordedAt,
                previous: previous,
                noteHash: noteHash(startingAt: UInt64(bitPattern: try rows.int64(row: row, column: 2))),
                position: UInt32(truncatingIfNeeded: try rows.int64(row: row, column: 3))
            )
            let eventID = try rows.withBytes(row: row, column: 4) { EventID($0) }
            try rows.withBytes(row: row, column: 6) {
                chunk.append(header, body: $0, leafHash: kept, eventID: eventID)
            }
            previous = kept
        }
    }

    private mutating func noteHash(startingAt index: UInt64) -> Hash {
        if let submission, submission.firstIndex == index { return submission.noteHash }
        let hash = noteHashes[index] ?? .zero
        submission = (index, hash)
        return hash
    }
}
