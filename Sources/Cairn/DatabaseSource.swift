import CairnCrypto
public import CairnLog
import CairnModel
import CairnPostgres
public import CairnVerification

/// A ledger in a database, as something that nobody has to trust.
public struct DatabaseSource: LedgerSource {
    let connection: Connection
    let ledger: Int32
    let origin: Origin

    /// The signed note of the last checkpoint.
    ///
    /// - Throws: `Finding` with code `export.missing-file` where nothing was sealed yet, or the database's error.
    public func checkpoint() async throws -> [UInt8] {
        guard let row = try await connection.query(SQL.checkpoint, [.int32(ledger)]).rows.first else {
            throw Finding(.exportMissing, "the database holds no checkpoint: seal the ledger first (cairn seal)")
        }
        return try row.bytes(1)
    }

    /// Reads rows and makes of them the entries that they stand for.
    ///
    /// - Throws: `Finding` with code `entry.missing` where an index has no row, or the database's error.
    public func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        async let submissionRows = connection.query(SQL.submissions, range)
        async let entryRows = connection.query(SQL.entries, range)
        async let before = connection.query(
            SQL.leafHashes,
            [.int32(ledger), .int64(Int64(first) - 1), .int64(Int64(first))]
        )
        var notes: [UInt64: [UInt8]] = [:]
        var noteHashes: [UInt64: Hash] = [:]
        for row in try await submissionRows.rows {
            let index = UInt64(bitPattern: try row.int64(0))
            let note = try row.bytes(1)
            notes[index] = note
            noteHashes[index] = SHA256.hash(note)
        }
        var previous =
            try await before.rows.first.flatMap { Hash(try $0.bytes(0)) }
            ?? (first == 0 ? origin.genesisPrevious : .zero)
        var entries: [UnverifiedChunk.UnverifiedEntry] = []
        entries.reserveCapacity(Int(end - first))
        for row in try await entryRows.rows {
            let place = first + UInt64(entries.count)
            let index = UInt64(bitPattern: try row.int64(0))
            guard index == place else { throw Finding(.missing, at: place, "the entry is missing from the database") }
            guard let recordedAt = Timestamp(microseconds: try row.int64(1)), recordedAt.microseconds >= 0,
                let kept = Hash(try row.bytes(5))
            else { throw Finding(.entryMalformed, at: place, "the row holds no entry") }
            let entry = Entry(
                index: index,
                recordedAt: recordedAt,
                previous: previous,
                noteHash: noteHashes[UInt64(bitPattern: try row.int64(2))] ?? .zero,
                position: UInt32(truncatingIfNeeded: try row.int64(3)),
                body: try row.bytes(6)
            )
            entries.append(.init(bytes: entry.bytes, leafHash: kept, eventID: try row.bytes(4)))
            previous = kept
        }
        guard first + UInt64(entries.count) == end else {
            throw Finding(.missing, at: first + UInt64(entries.count), "the entry is missing from the database")
        }
        return UnverifiedChunk(firstIndex: first, entries: entries, notes: notes)
    }

    /// A full tile of level 1 or above; others aren't kept.
    ///
    /// - Throws: The database's error.
    public func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? {
        guard coordinate.level > 0, coordinate.width == TileCoordinate.fullWidth else { return nil }
        let parameters: [Parameter] = [
            .int32(ledger), .int32(Int32(coordinate.level)), .int64(Int64(coordinate.index)),
        ]
        return try await connection.query(SQL.tile, parameters).rows.first?.optionalBytes(0)
    }
}
