import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnVerification

/// Rows of the table `entry`, in order, made into the entries that they stand for.
struct EntryRows {
    static let columnCount = 7

    private(set) var entries: [UnverifiedChunk.UnverifiedEntry] = []
    private let firstIndex: UInt64
    private let noteHashes: [UInt64: Hash]
    private var previous: Hash
    private var isCut = false

    init(firstIndex: UInt64, previous: Hash, noteHashes: [UInt64: Hash]) {
        self.firstIndex = firstIndex
        self.previous = previous
        self.noteHashes = noteHashes
    }

    /// Takes the next rows, up to the first that is missing.
    ///
    /// - Throws: `Finding` where a row holds no entry.
    mutating func append(_ chunk: CopyChunk) throws {
        entries.reserveCapacity(entries.count + chunk.rowCount)
        for row in 0..<chunk.rowCount {
            let place = firstIndex + UInt64(entries.count)
            let index = UInt64(bitPattern: try chunk.int64(row: row, column: 0))
            // A row that comes twice is kept, and found out by its index.
            guard index <= place, !isCut else {
                isCut = true
                return
            }
            guard let recordedAt = Timestamp(microseconds: try chunk.int64(row: row, column: 1)),
                recordedAt.microseconds >= 0, let kept = Hash(Array(try chunk.bytes(row: row, column: 5)))
            else { throw Finding(.entryMalformed, at: place, "the row holds no entry") }
            let entry = Entry(
                index: index,
                recordedAt: recordedAt,
                previous: previous,
                noteHash: noteHashes[UInt64(bitPattern: try chunk.int64(row: row, column: 2))] ?? .zero,
                position: UInt32(truncatingIfNeeded: try chunk.int64(row: row, column: 3)),
                body: Array(try chunk.bytes(row: row, column: 6))
            )
            entries.append(
                .init(bytes: entry.bytes, leafHash: kept, eventID: Array(try chunk.bytes(row: row, column: 4)))
            )
            previous = kept
        }
    }
}
