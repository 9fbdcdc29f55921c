import CairnAudit
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// A ledger whose rows are written as the sealer leaves them, so that a test decides when a body goes: events of a line
/// each, `family.verb DATE {data}`, each a submission of its own. Nothing is signed.
actor WrittenLedger {
    let database: TestDatabase
    let origin: Origin
    private var size: UInt64 = 0
    private var sealed: UInt64 = 0
    private var hashes: [Hash] = []

    /// Makes a ledger of one event, the first, which can't be redacted.
    init() async throws {
        origin = try Origin("ledger.hospital-a.example/written")
        database = try await TestDatabase.migrated()
        try await database.run("SELECT cairn.create_ledger($1)", [.text("\(origin)")])
        try await database.run("SELECT cairn.bind_login(1, session_user)")
        try await append(#"purpose.defined 2026-01-01 {"purpose":"dpv:AcademicResearch"}"#)
    }

    /// Appends lines, and seals them unless told not to.
    ///
    /// - Returns: The index of the first.
    @discardableResult
    func append(_ lines: String, seal: Bool = true) async throws -> UInt64 {
        let first = size
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            try await write("cairn.\(parts[0]).v1", parts[1] + "T12:00:00Z", parts[2])
        }
        if seal { try await self.seal() }
        return first
    }

    /// Appends redactions; seals them, and takes the bodies away in the same transaction, unless told not to.
    ///
    /// - Returns: The index of the first.
    @discardableResult
    func redact(_ entries: [UInt64], as types: [String], carriedOut: Bool = true) async throws -> UInt64 {
        let first = size
        for (entry, type) in zip(entries, types) {
            let redaction = try RedactionRecorded(
                index: entry,
                bodyHash: hashes[Int(entry)],
                redactedType: EventType(type),
                reason: ReasonCode("name-in-text")
            )
            let data = String(decoding: redaction.data.encoded, as: UTF8.self)
            try await write("cairn.redaction.recorded.v1", "2026-06-01T12:00:00Z", data)
        }
        try await seal(taking: carriedOut ? zip(entries, first...).map { ($0, $1) } : [])
        return first
    }

    /// Stores a checkpoint, and takes bodies away in the same transaction.
    func seal(taking redacted: [(entry: UInt64, redaction: UInt64)] = []) async throws {
        let connection = try await Connection.connect(database.address)
        defer { connection.close() }
        let (size, sealed) = (size, sealed)
        try await connection.withTransaction { connection in
            let insert = "INSERT INTO cairn.checkpoint (ledger_id, size, previous_size, note) VALUES (1, $1, $2, 'x')"
            let checkpoint: [Parameter] = [.int64(Int64(size)), .int64(Int64(sealed))]
            try await connection.query(Statement(name: "", sql: insert), checkpoint)
            try await connection.query(
                Statement(name: "", sql: "SELECT cairn.redact(1, $1, $2)"),
                [.int64Array(redacted.map { Int64($0.redaction) }), .int64Array(redacted.map { Int64($0.entry) })]
            )
        }
        self.sealed = size
    }

    /// Notes that an entry's event doesn't count, or that its submission doesn't.
    func discount(_ index: UInt64, submission: Bool) async throws {
        guard submission else {
            let sql = "INSERT INTO cairn.uninterpreted (ledger_id, idx, code) VALUES (1, $1, 'submission.role')"
            try await database.run(sql, [.int64(Int64(index))])
            return
        }
        let noted = """
            INSERT INTO cairn.submission
            (ledger_id, first_index, author, number, anchor, statement_hash, note_hash, note)
            VALUES (1, $1, 'x', 0, 0, 'x', 'x', 'x')
            """
        try await database.run(noted, [.int64(Int64(index))])
        let sql = "INSERT INTO cairn.discounted (ledger_id, first_index, code) VALUES (1, $1, 'submission.revoked-key')"
        try await database.run(sql, [.int64(Int64(index))])
    }

    private func write(_ type: String, _ time: String, _ data: String) async throws {
        let id = try #require(EventID(bytes: Random.bytes(16)))
        let text = """
            {"specversion":"1.0","id":"\(id)","source":"urn:test","type":"\(type)","time":"\(time)","data":\(data)}
            """
        let body = try Body(checking: Array(text.utf8))
        let sql = """
            INSERT INTO cairn.entry (ledger_id, idx, recorded_at, first_index, position, event_id, leaf_hash, body)
            VALUES (1, $1, 1780000000000000, $1, 0, $2, 'x', $3)
            """
        try await database.run(sql, [.int64(Int64(size)), .uuid(Array(id.bytes)), .bytes(body.bytes)])
        hashes.append(body.hash)
        size += 1
    }

    nonisolated func withProjector<Value: Sendable>(_ body: (Projector) async throws -> Value) async throws -> Value {
        try await Projector.with(database.address, origin, body)
    }

    nonisolated func withAuditor<Value: Sendable>(_ body: (Auditor) async throws -> Value) async throws -> Value {
        try await Auditor.with(database.address, origin, body)
    }

    @discardableResult
    nonisolated func project(rebuild: Bool = false) async throws -> Projector.Report {
        try await withProjector { try await $0.project(rebuild: rebuild) }
    }

    nonisolated func digests() async throws -> [String: String] {
        try await withProjector { projector in
            Dictionary(uniqueKeysWithValues: try await projector.digests().map { ($0.name, "\($0.rows) \($0.digest)") })
        }
    }

    /// The tables of the projections with a row in which a text is, of every table that their schema has.
    nonisolated func tables(with text: String) async throws -> Set<String> {
        let named = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'cairn_projection_1'"
        var found: Set<String> = []
        for row in try await database.run(named).rows {
            let table = try row.text(0)
            let sql = "SELECT EXISTS (SELECT FROM cairn_projection_1.\(table) t WHERE position($1 IN t::text) > 0)"
            if try await database.run(sql, [.text(text)]).only().bool(0) { found.insert(table) }
        }
        return found
    }

    nonisolated func ask(_ code: String, _ given: [String: String], knownAt: UInt64? = nil) async throws -> Answer {
        try await withAuditor { auditor in
            let now = try Auditor.time("2027-01-01", "now")
            let question = try Question.named(code)
            return try await auditor.answer(question, given, knownAt: knownAt, asker: "officer", now: now)
        }
    }
}
