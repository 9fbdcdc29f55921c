import CairnCrypto
public import CairnModel
public import CairnPostgres

/// Computes the projections of one ledger: from what was sealed, exactly once, resumable at any point.
///
/// A batch's bodies are parsed once and read by every projection; the position moves in the same transaction. A rebuild
/// fills a second schema beside the live one, builds indexes last, and takes its place by a rename. What a redaction
/// takes away leaves every table, whether its entry was projected before or is met without its body.
public struct Projector: Sendable {
    /// What was done.
    public struct Report: Sendable, Equatable {
        /// The size of the ledger that the projections show.
        public let position: UInt64
        /// How many entries were read now.
        public let newEntries: UInt64
        /// Whether everything was computed from zero.
        public let wasRebuilt: Bool
        /// Entries that PostgreSQL could not digest, with the SQLSTATE: no answer shows them.
        public let skipped: [UInt64: String]
    }

    private static let batchSize: UInt64 = 4_096

    /// The ledger.
    public let origin: Origin
    let connection: Connection
    let ledger: Int32

    /// Connects to a ledger as a projector, for as long as the work takes.
    ///
    /// - Parameters:
    ///   - database: Where the ledger is.
    ///   - origin: The ledger.
    ///   - body: The work; the projector must not be used after it.
    /// - Returns: What the work returns.
    /// - Throws: ``AuditError`` with code `projection.no-ledger`; the database's error; what the work throws.
    public static func with<Value: Sendable>(
        _ database: DatabaseAddress,
        _ origin: Origin,
        _ body: (Projector) async throws -> Value
    ) async throws -> Value {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        let ledger = try await ProjectionSchema.ledger(origin, connection)
        try await connection.run("SET work_mem = '64MB'")
        try await connection.run("SET client_min_messages = warning")
        try await ProjectionSchema(ledger: ledger, suffix: "").open(connection)
        return try await body(Projector(origin: origin, connection: connection, ledger: ledger))
    }

    /// Brings the projections up to what was sealed; computes them from zero where a definition changed, or where that is asked for.
    ///
    /// - Parameters:
    ///   - rebuild: Whether to compute everything from zero beside the live tables, and swap.
    ///   - progress: Told after each batch: how many entries are done, and how many there are.
    /// - Returns: What was done.
    /// - Throws: The database's error; what was done until then stays.
    public func project(
        rebuild: Bool = false,
        progress: @Sendable (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
    ) async throws -> Report {
        let live = ProjectionSchema(ledger: ledger, suffix: "")
        let isCurrent = try await live.isCurrent(connection)
        if isCurrent, !rebuild {
            try await live.enter(connection)
            let before = try await live.position(connection)
            let end = try await fill(from: before, progress)
            try await live.admitReaders(connection)
            return try await report(end, from: before, false)
        }
        let beside = ProjectionSchema(ledger: ledger, suffix: "new")
        if try await !beside.isCurrent(connection) {
            try await beside.drop(connection)
            try await beside.make(connection)
        }
        try await beside.enter(connection)
        let before = try await beside.position(connection)
        // Without indexes, rows are found by reading whole tables: those of redacted entries are removed later.
        var end = try await fill(from: before, removing: false, progress)
        try await beside.addIndexes(connection)
        try await removeAll(below: end)
        end = try await fill(from: end, progress)
        try await beside.admitReaders(connection)
        try await connection.rows(PackageResources.swap_schema_sql, [.int32(ledger)])
        try await live.enter(connection)
        try await live.admitReaders(connection)
        return try await report(end, from: 0, true)
    }

    /// Registers this program's projections, so that projectors may have them made: as the login that migrates.
    ///
    /// - Throws: The database's error.
    public static func register(_ database: DatabaseAddress) async throws {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        try await ProjectionSchema.registerAsOwner(connection)
    }

    /// Compares the projections with what the entries say, row by row, and their definitions with this program's.
    ///
    /// Computes everything from zero in a schema of its own, so it takes as long as a rebuild.
    ///
    /// - Returns: The tables that differ, each with an entry of a row that should not be there or is missing; where
    ///   tables, views, functions or what hangs on them are not as this program makes them, these alone.
    /// - Throws: ``AuditError`` with code `projection.missing`, or the database's error.
    public func verify(progress: @Sendable (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }) async throws
        -> [ProjectionFault]
    {
        let live = ProjectionSchema(ledger: ledger, suffix: "")
        guard try await live.isCurrent(connection) else {
            throw AuditError(.missing, "the projections are missing or of another version: run cairn project")
        }
        try await live.enter(connection)
        var end = try await live.position(connection)
        let check = ProjectionSchema(ledger: ledger, suffix: "check")
        try await check.drop(connection)
        try await check.make(connection)
        // Before anything of the live schema is used that somebody may have put there.
        let made = try await definitionFaults(live, check, withIndexes: false)
        guard made.isEmpty else {
            try await check.drop(connection)
            return made
        }
        try await check.enter(connection)
        _ = try await fill(from: 0, below: end, removing: false, progress)
        while true {
            try await removeAll(below: end)
            // The projector may go on meanwhile: tables and position are read at one moment, or again.
            let (now, faults) = try await connection.withTransaction(.repeatableRead, isReadOnly: true) { _ in
                let now = try await live.position(connection)
                return (now, now == end ? try await compare(live, check, below: end) : [])
            }
            guard now >= end else {
                throw AuditError(.missing, "the projections were computed again meanwhile: verify them once more")
            }
            if now == end {
                try await check.addIndexes(connection)
                let faults = try await faults + definitionFaults(live, check, withIndexes: true)
                try await check.drop(connection)
                try await live.enter(connection)
                return faults
            }
            _ = try await fill(from: end, below: now, removing: false, progress)
            end = now
        }
    }

    /// What is different between the tables and those that were computed again up to an index.
    private func compare(
        _ live: ProjectionSchema,
        _ check: ProjectionSchema,
        below end: UInt64
    ) async throws -> [ProjectionFault] {
        let passed = try await toBeProjected(connection, below: end)
        var faults: [ProjectionFault] = []
        for table in Projection.all.map(\.name) + ["skipped"] {
            if try await digest(live, table, but: passed) == digest(check, table, but: passed) { continue }
            let different = try await connection.query(
                live.statement(PackageResources.table_difference_sql, against: check, table: table),
                [.int64Array(passed)]
            )
            if let row = different.rows.first {
                let index = UInt64(try row.int64(0))
                faults.append(ProjectionFault(table: table, index: index, isExtra: try row.bool(1)))
            }
        }
        for (table, sql) in [
            ("term", PackageResources.term_difference_sql), ("reason", PackageResources.reason_difference_sql),
        ] {
            let row = try await connection.query(live.statement(sql, against: check)).only()
            guard try !row.isNull(0) else { continue }
            faults.append(ProjectionFault(table: table, index: 0, isExtra: try row.bool(0)))
        }
        return faults
    }

    /// What is in only one of two schemas, or is defined otherwise there.
    private func definitionFaults(
        _ live: ProjectionSchema,
        _ check: ProjectionSchema,
        withIndexes: Bool
    ) async throws -> [ProjectionFault] {
        let there = try await live.objects(connection, withIndexes: withIndexes)
        let fresh = try await check.objects(connection, withIndexes: withIndexes)
        return Set(there.keys).union(fresh.keys).sorted().filter { there[$0] != fresh[$0] }.map {
            ProjectionFault(table: $0, index: 0, isExtra: fresh[$0] == nil, isDefinition: true)
        }
    }

    /// A digest of each projection that doesn't depend on the order of its rows.
    ///
    /// - Throws: ``AuditError`` with code `projection.missing`, or the database's error.
    public func digests() async throws -> [(name: String, rows: Int64, digest: String)] {
        let live = ProjectionSchema(ledger: ledger, suffix: "")
        guard try await live.isCurrent(connection) else {
            throw AuditError(.missing, "the projections are missing or of another version: run cairn project")
        }
        var digests: [(name: String, rows: Int64, digest: String)] = []
        for projection in Projection.all {
            let (rows, digest) = try await digest(live, projection.name)
            digests.append((projection.name, rows, digest))
        }
        return digests
    }

    private func digest(
        _ schema: ProjectionSchema,
        _ table: String,
        but passed: [Int64] = []
    ) async throws -> (Int64, String) {
        let row = try await connection.query(
            schema.statement(PackageResources.table_digest_sql, table: table),
            [.int64Array(passed)]
        ).only()
        return (try row.int64(0), try row.text(1))
    }

    private func report(_ end: UInt64, from before: UInt64, _ wasRebuilt: Bool) async throws -> Report {
        var skipped: [UInt64: String] = [:]
        for row in try await connection.rows(PackageResources.skipped_entries_sql) {
            skipped[UInt64(try row.int64(0))] = try row.text(1)
        }
        return Report(position: end, newEntries: end - before, wasRebuilt: wasRebuilt, skipped: skipped)
    }

    /// Removes the rows of every entry that a projected redaction took away.
    private func removeAll(below end: UInt64) async throws {
        try await connection.withTransaction { try await removeRedacted($0, from: 0, below: end) }
    }

    /// Applies batches to the schema that was entered, until what was sealed is reached.
    private func fill(
        from first: UInt64,
        below end: UInt64? = nil,
        removing: Bool = true,
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) async throws -> UInt64 {
        var next = first
        while true {
            let sealed = if let end { end } else { try await sealed() }
            guard next < sealed else { return next }
            let stop = min(next + Projector.batchSize, sealed)
            try await apply(next, stop, removing: removing)
            next = stop
            progress(next, sealed)
            try Task.checkCancellation()
        }
    }

    private func sealed() async throws -> UInt64 {
        UInt64(try await connection.only(PackageResources.sealed_size_sql, [.int32(ledger)]).int64(0))
    }

    /// Applies one batch; where an entry in it can't be digested, finds it by halving, notes it, and goes on.
    private func apply(_ first: UInt64, _ end: UInt64, removing: Bool) async throws {
        var families: [String] = []
        do {
            try await connection.withTransaction { connection in
                let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
                try await connection.query(Projector.batch, range)
                families = try await connection.query(Projector.families).rows.map { try $0.text(0) }
                for projection in Projection.all
                where projection.families.isEmpty || !projection.families.isDisjoint(with: families) {
                    try await connection.run(projection.apply)
                }
                if removing, families.contains(RedactionRecorded.type.family) {
                    try await removeRedacted(connection, from: first, below: end)
                }
                try await move(connection, from: first, to: end)
            }
        } catch let error as PostgresError where ["22", "23", "54"].contains(error.code.rawValue.prefix(2)) {
            guard end - first > 1 else {
                // A redaction has nothing that PostgreSQL can't digest; were it skipped, what it takes away would stay.
                if families.contains(RedactionRecorded.type.family) { throw error }
                return try await connection.withTransaction { connection in
                    let row: [Parameter] = [.int64(Int64(first)), .text(error.code.rawValue)]
                    try await connection.rows(PackageResources.skip_entry_sql, row)
                    try await move(connection, from: first, to: end)
                }
            }
            let middle = first + (end - first) / 2
            try await apply(first, middle, removing: removing)
            try await apply(middle, end, removing: removing)
        }
    }

    /// Moves the position, in the transaction of the rows; two projectors can't both do it.
    private func move(_ connection: Connection, from first: UInt64, to end: UInt64) async throws {
        let move = Statement(name: "move", sql: PackageResources.move_position_sql)
        let moved = try await connection.query(move, [.int64(Int64(first)), .int64(Int64(end))])
        guard moved.tag == "UPDATE \(Projection.all.count)" else {
            throw AuditError(.contended, "another projector moved on meanwhile: nothing was done twice, try again")
        }
    }

    private static let batch = Statement(name: "batch", sql: PackageResources.batch_sql)
    private static let families = Statement(name: "families", sql: PackageResources.batch_families_sql)
}

/// A projection that doesn't show what the entries say.
public struct ProjectionFault: Sendable, Equatable {
    /// The table.
    public let table: String
    /// An entry whose row is wrong.
    public let index: UInt64
    /// Whether a row, or what was defined, is there that should not be; else it is missing or another.
    public let isExtra: Bool
    /// Whether it is no row that is wrong, but what was made: a function, view, table, trigger, rule, policy or right,
    /// which `table` names.
    public let isDefinition: Bool

    init(table: String, index: UInt64, isExtra: Bool, isDefinition: Bool = false) {
        self.table = table
        self.index = index
        self.isExtra = isExtra
        self.isDefinition = isDefinition
    }
}
