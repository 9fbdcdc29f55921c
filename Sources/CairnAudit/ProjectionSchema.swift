import CairnCrypto
import CairnModel
import CairnPostgres

/// The schema in which a ledger's projections lie, or one beside it.
struct ProjectionSchema {
    let ledger: Int32
    let suffix: String

    var name: String { "cairn_projection_\(ledger)" + (suffix.isEmpty ? "" : "_\(suffix)") }

    static func ledger(_ origin: Origin, _ connection: Connection) async throws -> Int32 {
        let sql = "SELECT ledger_id FROM cairn.ledger WHERE origin = $1"
        guard let row = try await connection.query(Statement(name: "", sql: sql), [.text("\(origin)")]).rows.first
        else {
            throw AuditError(.notHere, "\(origin) is not in this database: run cairn init")
        }
        return Int32(try row.int64(0))
    }

    /// Whether it is there, with every projection of this program and no other.
    func isCurrent(_ connection: Connection) async throws -> Bool {
        let there = Statement(name: "", sql: "SELECT to_regclass($1) IS NOT NULL")
        guard try await connection.query(there, [.text("\(name).projection")]).only().bool(0) else { return false }
        let sql = "SELECT name, definition FROM \(name).projection"
        var definitions: [String: String] = [:]
        for row in try await connection.query(Statement(name: "", sql: sql)).rows {
            definitions[try row.text(0)] = try row.text(1)
        }
        return definitions == ProjectionSchema.definitions
    }

    /// Makes what it enters the place where tables are looked for.
    func enter(_ connection: Connection) async throws {
        try await connection.run("SET search_path = \(name), pg_catalog, pg_temp")
        try await connection.run(String(decoding: PackageResources.batch_table_sql, as: UTF8.self))
    }

    func drop(_ connection: Connection) async throws {
        try await connection.query(
            Statement(name: "", sql: "SELECT cairn.drop_projection($1, $2)"),
            [.int32(ledger), .text(suffix)]
        )
    }

    /// Makes tables and functions; no index yet.
    func make(_ connection: Connection) async throws {
        try await connection.withTransaction { connection in
            try await connection.query(
                Statement(name: "", sql: "SELECT cairn.open_projection($1, $2)"),
                [.int32(ledger), .text(suffix)]
            )
            try await connection.run("SET LOCAL search_path = \(name), pg_catalog, pg_temp")
            for sql in ProjectionSchema.statements(PackageResources.state_table_sql) + Projection.all.map(\.table) {
                try await connection.run(sql)
            }
            // Functions call one another, whichever was made first; their texts are checked where they are called.
            try await connection.run("SET LOCAL check_function_bodies = off")
            for sql in ProjectionSchema.made { try await connection.run(sql) }
            let reasons = """
                INSERT INTO reason
                SELECT code, verdict, nullif(rank, -1) FROM unnest($1::text[], $2::text[], $3::int[]) r (code, verdict, rank)
                """
            try await connection.query(
                Statement(name: "", sql: reasons),
                [
                    .textArray(Reason.all.map(\.code)), .textArray(Reason.all.map(\.verdict.rawValue)),
                    .int32Array(Reason.all.map { Int32($0.rank ?? -1) }),
                ]
            )
            let (narrow, broad) = ProjectionSchema.terms
            let terms = "INSERT INTO term SELECT unnest($1::text[]), unnest($2::text[])"
            try await connection.query(Statement(name: "", sql: terms), [.textArray(narrow), .textArray(broad)])
            let state = "INSERT INTO projection SELECT unnest($1::text[]), 0, unnest($2::text[])"
            let definitions = ProjectionSchema.definitions.sorted { $0.key < $1.key }
            try await connection.query(
                Statement(name: "", sql: state),
                [.textArray(definitions.map(\.key)), .textArray(definitions.map(\.value))]
            )
        }
    }

    /// Makes the indexes that are not there yet.
    func addIndexes(_ connection: Connection) async throws {
        for projection in Projection.all {
            let sql = "SELECT count(*) FROM pg_indexes WHERE schemaname = $1 AND tablename = $2"
            let there = try await connection.query(
                Statement(name: "", sql: sql),
                [.text(name), .text(projection.name)]
            )
            guard try there.only().int64(0) == 0 else { continue }
            try await connection.withTransaction { connection in
                for sql in projection.indexes { try await connection.run(sql) }
            }
            try await connection.run("ANALYZE \(projection.name)")
        }
    }

    /// Lets the logins that are bound to the ledger read.
    func admitReaders(_ connection: Connection) async throws {
        let readers = Statement(name: "", sql: "SELECT login::text FROM cairn.readers($1)")
        for row in try await connection.query(readers, [.int32(ledger)]).rows {
            let login = try row.text(0)
            let admit = Statement(name: "", sql: "SELECT cairn.admit_reader($1, $2, $3)")
            try await connection.query(admit, [.int32(ledger), .text(suffix), .text(login)])
            let quoted = "\"" + login.replacing("\"", with: "\"\"") + "\""
            try await connection.run("GRANT SELECT ON ALL TABLES IN SCHEMA \(name) TO \(quoted)")
        }
    }

    /// How far the projections are.
    func position(_ connection: Connection) async throws -> UInt64 {
        let sql = "SELECT coalesce(min(position), 0) FROM \(name).projection"
        return UInt64(try await connection.query(Statement(name: "", sql: sql)).only().int64(0))
    }

    private static let definitions: [String: String] = {
        let statements = made.joined(separator: "\n")
        let programs = [PackageResources.batch_sql, PackageResources.taken_away_sql].map {
            String(decoding: $0, as: UTF8.self)
        }
        let rows = terms.narrow + terms.broad + Reason.all.map { "\($0.code) \($0.verdict) \($0.rank ?? -1)" }
        let shared = "\(SHA256.hash(Array(([statements] + programs + rows).joined(separator: "\n").utf8)))"
        return Dictionary(uniqueKeysWithValues: Projection.all.map { ($0.name, $0.definition + shared) })
    }()

    /// What is made once the tables are there, in order: what the views stand on, the views, the functions.
    private static let made: [String] =
        [
            PackageResources.term_table_sql, PackageResources.reason_table_sql, PackageResources.known_at_sql,
            PackageResources.valid_at_sql, PackageResources.corrected_sql,
        ].map { String(decoding: $0, as: UTF8.self) } + ProjectionViews.statements
        + RuleFunctions.statements

    /// Each term with itself and every wider one.
    private static let terms: (narrow: [String], broad: [String]) = {
        let broader = Dictionary(uniqueKeysWithValues: Term.all.map { ($0.id, $0.broader) })
        var narrow: [String] = []
        var broad: [String] = []
        for term in Term.all {
            var reached: [String] = [term.id]
            var place = 0
            while place < reached.count {
                reached += (broader[reached[place]] ?? []).filter { !reached.contains($0) }
                place += 1
            }
            narrow += reached.map { _ in term.id }
            broad += reached
        }
        return (narrow, broad)
    }()

    private static func statements(_ sql: [UInt8], endedBy end: String = ";") -> [String] {
        String(decoding: sql, as: UTF8.self).split(separator: end).map(String.init).filter {
            $0.contains { !$0.isWhitespace }
        }
    }
}
