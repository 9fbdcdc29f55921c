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
    private let copies: CopyPool

    init(connection: Connection, address: DatabaseAddress, ledger: Int32, origin: Origin) {
        self.connection = connection
        self.ledger = ledger
        self.origin = origin
        copies = CopyPool(address)
    }

    func close() {
        copies.close()
    }

    /// The signed note of the last checkpoint.
    ///
    /// - Throws: `Finding` with code `export.missing-file` where nothing was sealed yet, or the database's error.
    public func checkpoint() async throws -> [UInt8] {
        guard let row = try await connection.query(SQL.checkpoint, [.int32(ledger)]).rows.first else {
            throw Finding(.exportMissing, "the database holds no checkpoint: seal the ledger first (cairn seal)")
        }
        return try row.bytes(1)
    }

    /// Reads rows, by `COPY`, and makes of them the entries that they stand for.
    ///
    /// Ends before the first index that has no row.
    ///
    /// - Throws: `Finding` where a row holds no entry, or the database's error.
    public func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        async let submissionRows = connection.query(SQL.submissions, range)
        async let before = connection.query(
            SQL.leafHashes,
            [.int32(ledger), .int64(Int64(first) - 1), .int64(Int64(first))]
        )
        var notes: [UInt64: [UInt8]] = [:]
        for row in try await submissionRows.rows { notes[UInt64(bitPattern: try row.int64(0))] = try row.bytes(1) }
        let previous = try await before.rows.first.flatMap { Hash(try $0.bytes(0)) }
        var rows = EntryRows(
            firstIndex: first,
            below: end,
            previous: previous ?? (first == 0 ? origin.genesisPrevious : .zero),
            notes: notes
        )
        try await copies.withConnection { copy in
            let select = SQL.entries(ledger, from: first, below: end)
            try await copy.copyOut(select, columnCount: EntryRows.columnCount) { try rows.append($0) }
        }
        return rows.chunk
    }

    /// A chunk from which nothing is missing.
    ///
    /// - Throws: `Finding` with code `entry.missing` or `entry.bytes`, or the database's error.
    func wholeChunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        let chunk = try await chunk(from: first, below: end)
        guard first + UInt64(chunk.count) == end else {
            throw Finding(
                .missing,
                at: first + UInt64(chunk.count),
                "the entry is missing from the database, or two rows stand for one"
            )
        }
        return chunk
    }

    /// What the sealer noted of entries that don't count, or can't be decoded.
    ///
    /// - Throws: The database's error.
    public func caches(from first: UInt64, below end: UInt64) async throws -> LedgerCaches {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        async let discountedRows = connection.query(SQL.discountedIn, range)
        async let uninterpretedRows = connection.query(SQL.uninterpretedIn, range)
        var discounted: [UInt64: String] = [:]
        for row in try await discountedRows.rows { discounted[UInt64(bitPattern: try row.int64(0))] = try row.text(1) }
        let uninterpreted = try await uninterpretedRows.rows.map { UInt64(bitPattern: try $0.int64(0)) }
        return LedgerCaches(discounted: discounted, uninterpreted: Set(uninterpreted))
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
