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
    /// The authors whose bodies are read, where others' are left where they are.
    private let authors: Set<VerifierKey>?

    init(connection: Connection, address: DatabaseAddress, ledger: Int32, origin: Origin) {
        self.connection = connection
        self.ledger = ledger
        self.origin = origin
        copies = CopyPool(address)
        authors = nil
    }

    private init(_ source: DatabaseSource, readingBodiesOf authors: Set<VerifierKey>) {
        connection = source.connection
        ledger = source.ledger
        origin = source.origin
        copies = source.copies
        self.authors = authors
    }

    /// Whether bodies are left where they are, but those of some authors.
    var isWithoutBodies: Bool { authors != nil }

    /// The same ledger, of which only those bodies are read that are of submission 0 or of some authors; the database
    /// hashes the others.
    func withBodies(of authors: Set<VerifierKey>) -> DatabaseSource {
        DatabaseSource(self, readingBodiesOf: authors)
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
        let note = try row.optionalBytes(1) ?? []
        // One that doesn't parse is found by whoever reads it.
        if let signed = try? LedgerCheckpoint(parsing: note).checkpoint,
            UInt64(exactly: try row.int64(0)) != signed.size
        {
            throw Finding(
                .columns,
                "the database's size of the last checkpoint is not what its note says",
                expected: "\(signed.size)",
                found: "\(try row.int64(0))"
            )
        }
        return note
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
        let notes = try DatabaseSource.notes(try await submissionRows.rows)
        let previous = try await before.rows.first.flatMap { try $0.optionalBytes(0).flatMap { Hash($0) } }
        var rows = EntryRows(
            firstIndex: first,
            below: end,
            previous: previous ?? (first == 0 ? origin.genesisPrevious : .zero),
            notes: notes
        )
        let select: String
        if let authors {
            let starts = try await starts(by: authors, among: notes)
            select = SQL.entries(ledger, from: first, below: end, withBodiesOf: starts)
        } else {
            select = SQL.entries(ledger, from: first, below: end)
        }
        _ = try await copies.withConnection { copy in
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
        async let submissionRows = connection.query(SQL.submissionColumns, range)
        async let rootRows = connection.query(
            SQL.tileRoots,
            [.int32(ledger), .int32(0), .int64(Int64(first / 256)), .int64(Int64(end / 256))]
        )
        return LedgerCaches(
            discounted: try DatabaseSource.codes(try await discountedRows.rows),
            uninterpreted: try DatabaseSource.codes(try await uninterpretedRows.rows),
            submissions: try DatabaseSource.submissions(try await submissionRows.rows),
            roots: try DatabaseSource.roots(try await rootRows.rows)
        )
    }

    private static func roots(_ rows: [QueryResult.Row]) throws -> [UInt64: [UInt8]] {
        var roots: [UInt64: [UInt8]] = [:]
        for row in rows { roots[UInt64(bitPattern: try row.int64(0))] = try row.optionalBytes(1) ?? [] }
        return roots
    }

    /// What is kept of submissions; a column that is NULL is what no note says.
    private static func submissions(_ rows: [QueryResult.Row]) throws -> [UInt64: LedgerCaches.Submission] {
        var submissions: [UInt64: LedgerCaches.Submission] = [:]
        for row in rows {
            submissions[UInt64(bitPattern: try row.int64(0))] = LedgerCaches.Submission(
                author: try row.optionalText(1) ?? "",
                number: try row.isNull(2) ? -1 : row.int64(2),
                anchor: try row.isNull(3) ? -1 : row.int64(3),
                statementHash: try row.optionalBytes(4) ?? [],
                hasNoteHash: try row.optionalBytes(5).map { try $0 == row.optionalBytes(6) } ?? false
            )
        }
        return submissions
    }

    /// Codes by index; one that is NULL is none that verification would give.
    static func codes(_ rows: [QueryResult.Row]) throws -> [UInt64: String] {
        var codes: [UInt64: String] = [:]
        for row in rows { codes[UInt64(bitPattern: try row.int64(0))] = try row.optionalText(1) ?? "" }
        return codes
    }

    /// Notes by the first index of their submission; one that is NULL is missing.
    static func notes(_ rows: [QueryResult.Row]) throws -> [UInt64: [UInt8]] {
        var notes: [UInt64: [UInt8]] = [:]
        for row in rows { notes[UInt64(bitPattern: try row.int64(0))] = try row.optionalBytes(1) }
        return notes
    }

    /// A full tile of level 1 or above; others aren't kept.
    ///
    /// - Throws: `Finding` with code `tile.mismatch` where it is missing, or its root is not its hashes'; the database's
    ///   error.
    public func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? {
        guard coordinate.level > 0, coordinate.width == TileCoordinate.fullWidth else { return nil }
        let parameters: [Parameter] = [
            .int32(ledger), .int32(Int32(coordinate.level)), .int64(Int64(coordinate.index)),
        ]
        let first = coordinate.index << UInt64(8 * (coordinate.level + 1))
        guard let row = try await connection.query(SQL.tile, parameters).rows.first else {
            throw Finding(.tile, at: first, "the database lacks the tile \(coordinate.path)")
        }
        let hashes = try row.optionalBytes(0) ?? []
        let root: [UInt8]?
        do { root = try Tile(parsing: hashes, width: coordinate.width).root.bytes } catch { root = nil }
        if let root, try row.optionalBytes(1) != root {
            throw Finding(
                .tile,
                at: first,
                "the root that the database keeps of \(coordinate.path) is not that of its hashes"
            )
        }
        return hashes
    }

    /// The hashes of a full tile: of level 0 the leaf hashes that entries keep, of others the roots that tiles keep.
    ///
    /// While a ledger is sealed, the tiles of the chunk that was read last are not stored yet: their roots are made of
    /// what is below them.
    ///
    /// - Throws: `Finding` with code `tile.mismatch` where more is missing, or the database's error.
    public func hashes(of coordinate: TileCoordinate) async throws -> [UInt8] {
        let first = Int64(coordinate.index) * 256
        let range: [Parameter] = [.int64(first), .int64(first + Int64(TileCoordinate.fullWidth))]
        guard coordinate.level > 0 else {
            let rows = try await connection.query(SQL.leafHashes, [.int32(ledger)] + range).rows
            return try rows.flatMap { try $0.optionalBytes(0) ?? [] }
        }
        let below = coordinate.level - 1
        var roots: [UInt64: [UInt8]] = [:]
        for row in try await connection.query(SQL.tileRoots, [.int32(ledger), .int32(Int32(below))] + range).rows {
            roots[UInt64(bitPattern: try row.int64(0))] = try row.optionalBytes(1)
        }
        var bytes: [UInt8] = []
        var missing = 0
        for index in UInt64(first)..<UInt64(first) + UInt64(TileCoordinate.fullWidth) {
            if let root = roots[index] {
                bytes += root
                continue
            }
            missing += 1
            guard missing <= DatabaseSource.mostUnstored(below) else {
                throw Finding(.tile, at: index << UInt64(8 * coordinate.level), "tiles of level \(below) are missing")
            }
            bytes += try await root(ofTile: index, level: below)
        }
        return bytes
    }

    private func root(ofTile index: UInt64, level: Int) async throws -> [UInt8] {
        let first = index << UInt64(8 * (level + 1))
        guard let coordinate = TileCoordinate(level: level, index: index, width: TileCoordinate.fullWidth) else {
            throw Finding(.tile, at: first, "there is no tile \(index) of level \(level)")
        }
        let bytes = try await hashes(of: coordinate)
        do { return try Tile(parsing: bytes, width: coordinate.width).root.bytes } catch {
            throw Finding(.tile, at: first, "\(coordinate.path) has no \(coordinate.width) hashes")
        }
    }

    /// How many full tiles of a level a chunk of 4,096 entries can complete.
    private static func mostUnstored(_ level: Int) -> Int { level == 0 ? 16 : 1 }

    /// The first indexes of the submissions whose notes are of these authors, and of submission 0; without those that
    /// don't count, as far as the sealer has said.
    private func starts(by authors: Set<VerifierKey>, among notes: [UInt64: [UInt8]]) async throws -> [UInt64] {
        let found = notes.filter { first, note in
            // What doesn't parse doesn't count.
            first == 0 || (try? Submission(parsing: note)).map { authors.contains($0.statement.author) } ?? false
        }
        .keys.sorted()
        guard let first = found.first, let last = found.last else { return [] }
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(last) + 1)]
        let discounted = try DatabaseSource.codes(try await connection.query(SQL.discountedIn, range).rows)
        return found.filter { discounted[$0] == nil }
    }
}
