import CairnCrypto
public import CairnLog
public import CairnModel
public import CairnPostgres
import CairnVerification

/// Reads a ledger: entries, checkpoints, proofs.
///
/// What it returns was not verified; ``source`` feeds a verifier.
public struct LedgerReader: Sendable {
    /// The ledger as a source for verification.
    public let source: DatabaseSource
    private let connection: Connection
    private let ledger: Int32

    /// Connects to a ledger.
    ///
    /// - Throws: ``CairnError`` with code `origin.unknown`, or the database's error.
    public init(database: DatabaseAddress, origin: Origin) async throws {
        connection = try await Connection.connect(database)
        guard let row = try await connection.query(SQL.ledger, [.text("\(origin)")]).rows.first else {
            connection.close()
            throw CairnError(.noLedger, "\(origin) is not in this database: run cairn init")
        }
        ledger = Int32(try row.int64(0))
        source = DatabaseSource(connection: connection, address: database, ledger: ledger, origin: origin)
    }

    /// The ledger's number in this database.
    public var ledgerNumber: Int32 { ledger }

    /// Ends the connection.
    public func close() {
        source.close()
        connection.close()
    }

    /// Whether the sealer has looked at the ledger since the server started, was promoted or was restored, and why its
    /// appends are stopped, where they are.
    ///
    /// - Throws: The database's error.
    public func standing() async throws -> (isVouched: Bool, stopped: String?) {
        guard let row = try await connection.query(SQL.standing, [.int32(ledger)]).rows.first else {
            return (false, nil)
        }
        return (try row.bool(0), try row.optionalText(1))
    }

    /// Fails where the ledger takes no appends.
    ///
    /// - Throws: ``CairnError`` with code `ledger.stopped` or `ledger.unvouched`, or the database's error.
    public func requireOpen() async throws {
        let standing = try await standing()
        if let reason = standing.stopped {
            throw CairnError(.stopped, "appends are stopped: \(reason)")
        }
        guard standing.isVouched else {
            throw CairnError(
                .unvouched,
                "the sealer has not looked since this server started, was promoted or was restored, and nothing is appended "
                    + "before: run cairn seal"
            )
        }
    }

    /// What the server does so that what it has acknowledged stays.
    ///
    /// - Throws: The database's error.
    public func durability() async throws -> Durability {
        try await Durability.read(connection)
    }

    /// How far the database server's clock is ahead of this machine's, in microseconds; less than nothing where it is behind.
    ///
    /// - Throws: The database's error.
    public func clockOffset() async throws -> Int64 {
        let before = Timestamp.now().microseconds
        let there = try await connection.query(SQL.clock, []).only().int64(0)
        let after = Timestamp.now().microseconds
        return there < before ? there - before : max(0, there - after)
    }

    /// The number of entries that are durable, sealed or not.
    ///
    /// - Throws: The database's error.
    public func size() async throws -> UInt64 {
        UInt64(try await connection.query(SQL.size, [.int32(ledger)]).only().int64(0))
    }

    /// The last checkpoint and its signed note, or `nil` before the first seal.
    ///
    /// - Throws: The database's error, or `LogError` where it holds no checkpoint.
    public func checkpoint() async throws -> (checkpoint: Checkpoint, note: [UInt8])? {
        guard let row = try await connection.query(SQL.checkpoint, [.int32(ledger)]).rows.first else { return nil }
        let note = try row.bytes(1)
        return (try Checkpoint(parsing: SignedNote(parsing: note).text), note)
    }

    /// Entries from an index below another one, at most 4,096, with the bodies that are here.
    ///
    /// - Throws: `Finding` where the rows hold no entries, or the database's error.
    public func entries(from first: UInt64, below end: UInt64) async throws -> [RecordedEvent] {
        try await entries(from: first, below: end, of: source)
    }

    func entries(from first: UInt64, below end: UInt64, of source: DatabaseSource) async throws -> [RecordedEvent] {
        let end = min(end, first + 4_096, try await size())
        guard first < end else { return [] }
        return try await source.wholeChunk(from: first, below: end).entries.map {
            RecordedEvent(entry: try Entry(parsing: $0.bytes), body: $0.body)
        }
    }

    /// The ledger as a source for a verification without bodies: of those, only the ones are read that decide what
    /// counts, and what is redacted; the database hashes the others.
    ///
    /// - Throws: As ``registry()``.
    public func sourceWithoutBodies() async throws -> DatabaseSource {
        source.withBodies(of: try await guardingAuthors())
    }

    /// The keys whose events can't be redacted, as far as the ledger's own events say.
    ///
    /// - Throws: As ``registry()``.
    public func guardingAuthors() async throws -> Set<VerifierKey> {
        try await registry().keys(with: \.isGuarding)
    }

    /// The first redaction of an entry: the index of the event that says so, and what it says; `nil` where there is none.
    ///
    /// Takes time in proportion to the events of the registry, redactions included; not verified, as everything here.
    ///
    /// - Throws: As ``registry()``, or `Finding` where there is no such entry.
    public func redaction(of index: UInt64) async throws -> (index: UInt64, redaction: RedactionRecorded)? {
        guard let entry = try await entries(from: index, below: index + 1).first?.entry else { return nil }
        return try await redactions(from: index + 1).first {
            $0.redaction.index == index && $0.redaction.bodyHash == entry.bodyHash
        }
    }

    /// The redactions from an index on that can have an effect, as far as the ledger's own events say.
    ///
    /// - Throws: As ``registry()``.
    public func redactions(from first: UInt64) async throws -> [(index: UInt64, redaction: RedactionRecorded)] {
        try await RegistryReading(ledger: ledger, origin: source.origin, connection: connection).redactions(from: first)
    }

    /// The full bundles below an index that lost discarded bodies, each with the size that its file of bodies has.
    func bundlesWithDiscardedBodies(below end: UInt64) async throws -> [UInt64: Int] {
        var sizes: [UInt64: Int] = [:]
        for row in try await connection.query(SQL.absentDiscounted, [.int32(ledger), .int64(Int64(end))]).rows {
            sizes[UInt64(bitPattern: try row.int64(0))] = Int(try row.int64(1))
        }
        return sizes
    }

    /// The index of the event with an id, by the id in its body, or `nil` where there is none; of several authors' events
    /// with one id the first that counts.
    ///
    /// - Throws: The database's error.
    public func index(of id: EventID) async throws -> UInt64? {
        let rows = try await connection.query(SQL.entryByEventID, [.int32(ledger), .uuid(id.bytes)]).rows
        return try rows.first { try EventID(ofBody: $0.bytes(1)) == id }.map { UInt64(bitPattern: try $0.int64(0)) }
    }

    /// The submissions that don't count, by their first index, each with the code of the rule that it breaks, as the sealer has told it.
    ///
    /// - Parameters:
    ///   - first: The first index that is looked at.
    ///   - end: The index after the last one.
    /// - Returns: The codes, by the submission's first index.
    /// - Throws: The database's error.
    public func discounted(from first: UInt64, below end: UInt64) async throws -> [UInt64: String] {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        return try DatabaseSource.codes(try await connection.query(SQL.discountedIn, range).rows)
    }

    /// The events that don't count though their submissions do, and those that can't be decoded, each with its code, as
    /// the sealer has told it.
    ///
    /// - Parameters:
    ///   - first: The first index that is looked at.
    ///   - end: The index after the last one.
    /// - Returns: The codes, by index; of what can't be decoded `UninterpretedCode.undecodable`.
    /// - Throws: The database's error.
    public func uninterpreted(from first: UInt64, below end: UInt64) async throws -> [UInt64: String] {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        return try DatabaseSource.codes(try await connection.query(SQL.uninterpretedIn, range).rows)
    }

    /// The notes of the submissions that cover entries, each under its first index.
    ///
    /// - Throws: The database's error.
    public func notes(from first: UInt64, below end: UInt64) async throws -> [UInt64: [UInt8]] {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        return try DatabaseSource.notes(try await connection.query(SQL.submissions, range).rows)
    }

    /// The proof that an entry is under a checkpoint, from tiles: no scan.
    ///
    /// - Throws: `LogError` where there is no such entry, or the database's error.
    public func inclusionProof(of index: UInt64, size: UInt64) async throws -> InclusionProof {
        let tiles = try await tiles(InclusionProof.tiles(index: index, size: size))
        return try InclusionProof(index: index, size: size, tiles: tiles)
    }

    /// The proof that one checkpoint continues another, from tiles: no scan.
    ///
    /// - Throws: `LogError` where there are no such sizes, or the database's error.
    public func consistencyProof(from: UInt64, to: UInt64) async throws -> ConsistencyProof {
        let tiles = try await tiles(ConsistencyProof.tiles(from: from, to: to))
        return try ConsistencyProof(from: from, to: to, tiles: tiles)
    }

    /// The leaf hash that the database has at an index, or `nil` where there is no entry.
    func leafHash(of index: UInt64) async throws -> Hash? {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(index)), .int64(Int64(index) + 1)]
        return try await connection.query(SQL.leafHashes, range).rows.first.flatMap { Hash(try $0.bytes(0)) }
    }

    /// The key registry as the ledger's own events have made it; not verified, as everything here.
    ///
    /// Takes time in proportion to the events of the keys that make it.
    ///
    /// - Throws: The database's error.
    public func registry() async throws -> KeyRegistry {
        try await RegistryReading(ledger: ledger, origin: source.origin, connection: connection).registry()
    }

    func tiles(_ coordinates: [TileCoordinate]) async throws -> [TileCoordinate: Tile] {
        var tiles: [TileCoordinate: Tile] = [:]
        for coordinate in coordinates { tiles[coordinate] = try Tile(hashes: await hashes(coordinate)) }
        return tiles
    }

    /// The hashes of a tile: leaf hashes of entries, or roots of the full tiles of the level below.
    func hashes(_ coordinate: TileCoordinate) async throws -> [Hash] {
        let first = Int64(coordinate.index) * 256
        let end = first + Int64(coordinate.width)
        guard coordinate.level > 0 else {
            let rows = try await connection.query(SQL.leafHashes, [.int32(ledger), .int64(first), .int64(end)]).rows
            return try rows.compactMap { try $0.optionalBytes(0).flatMap { Hash($0) } }
        }
        let parameters: [Parameter] = [
            .int32(ledger), .int32(Int32(coordinate.level - 1)), .int64(first), .int64(end),
        ]
        return try await connection.query(SQL.tileRoots, parameters).rows.compactMap {
            try $0.optionalBytes(1).flatMap { Hash($0) }
        }
    }
}

extension KeyRegistry {
    /// The keys that were ever registered with a role of a kind.
    func keys(with isMeant: (Role) -> Bool) -> Set<VerifierKey> {
        Set(registrations.filter { $0.value.roles.contains(where: isMeant) }.keys)
    }
}
