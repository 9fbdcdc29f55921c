import CairnCrypto
import CairnModel
import CairnPostgres

/// The schema in which a ledger's projections lie, or one beside it.
struct ProjectionSchema {
    let ledger: Int32
    let suffix: String

    var name: String { "cairn_projection_\(ledger)" + (suffix.isEmpty ? "" : "_\(suffix)") }

    static func ledger(_ origin: Origin, _ connection: Connection) async throws -> Int32 {
        guard let row = try await connection.rows(PackageResources.ledger_id_sql, [.text("\(origin)")]).first else {
            throw AuditError(.notHere, "\(origin) is not in this database: run cairn init")
        }
        return Int32(try row.int64(0))
    }

    /// Whether it is there, with every projection of this program and no other.
    func isCurrent(_ connection: Connection) async throws -> Bool {
        let there = try await connection.only(PackageResources.schema_is_there_sql, [.text(name)])
        guard try there.bool(0) else { return false }
        var definitions: [String: String] = [:]
        for row in try await connection.query(statement(PackageResources.schema_definitions_sql)).rows {
            definitions[try row.text(0)] = try row.text(1)
        }
        return definitions == ProjectionSchema.definitions
    }

    /// Makes what it enters the place where tables are looked for.
    func enter(_ connection: Connection) async throws {
        try await look(connection)
        try await connection.rows(PackageResources.batch_table_sql)
    }

    /// Makes it the schema where tables are looked for.
    func look(_ connection: Connection) async throws {
        try await connection.rows(PackageResources.enter_schema_sql, [.text(name)])
    }

    /// A statement of a file about a table of this schema, and of another that is compared with it: the file names the
    /// schemas `live` and `fresh`, and the table `event`.
    func statement(_ sql: [UInt8], against other: ProjectionSchema? = nil, table: String = "event") -> Statement {
        let text = String(decoding: sql, as: UTF8.self).replacing("live.event", with: "live.\(table)")
            .replacing("fresh.event", with: "fresh.\(table)").replacing("live.", with: "\(name).")
        return Statement(name: "", sql: other.map { text.replacing("fresh.", with: "\($0.name).") } ?? text)
    }

    func drop(_ connection: Connection) async throws {
        try await connection.rows(PackageResources.drop_schema_sql, [.int32(ledger), .text(suffix)])
    }

    /// Lets this login fill what is there.
    func open(_ connection: Connection) async throws {
        try await connection.rows(PackageResources.open_schema_sql, [.int32(ledger), .text(suffix)])
    }

    /// Has tables, views and functions made, by the definer and of this program's text; no index yet.
    func make(_ connection: Connection) async throws {
        try await ProjectionSchema.registerAsOwner(connection)
        let text: [Parameter] = [.int32(ledger), .text(suffix), .text(ProjectionSchema.text)]
        try await registered { try await connection.rows(PackageResources.make_schema_sql, text) }
    }

    /// Has the indexes made that are not there yet.
    func addIndexes(_ connection: Connection) async throws {
        for projection in Projection.all {
            let there = try await connection.only(
                PackageResources.index_count_sql,
                [.text(name), .text(projection.name)]
            )
            guard try there.int64(0) == 0 else { continue }
            let text: [Parameter] = [
                .int32(ledger), .text(suffix), .text(projection.name), .text(ProjectionSchema.indexes(projection)),
            ]
            try await registered { try await connection.rows(PackageResources.index_table_sql, text) }
        }
    }

    private func registered(_ body: () async throws -> [QueryResult.Row]) async throws {
        do { _ = try await body() } catch let error as PostgresError where error.code.rawValue == "CA030" {
            throw AuditError(
                .definition,
                "the database knows another program's projections: run cairn migrate with this one, as the owner"
            )
        }
    }

    /// Registers this program's texts, where the login is the owner's.
    static func registerAsOwner(_ connection: Connection) async throws {
        guard try await connection.only(PackageResources.may_register_sql).bool(0) else { return }
        try await connection.rows(
            PackageResources.register_definitions_sql,
            [.textArray([text] + Projection.all.map(indexes))]
        )
    }

    /// Lets the logins that are bound to the ledger read.
    func admitReaders(_ connection: Connection) async throws {
        for row in try await connection.rows(PackageResources.schema_readers_sql, [.int32(ledger)]) {
            let reader: [Parameter] = [.int32(ledger), .text(suffix), .text(try row.text(0))]
            try await connection.rows(PackageResources.admit_reader_sql, reader)
        }
    }

    /// Everything that is in it, by name, with its definition: what is compared with a schema that was made afresh.
    func objects(_ connection: Connection, withIndexes: Bool) async throws -> [String: [String]] {
        try await connection.withTransaction(isReadOnly: true) { connection in
            try await connection.run("SET LOCAL search_path = pg_catalog, pg_temp")
            let which: [Parameter] = [.text(name), .bool(withIndexes)]
            var objects: [String: [String]] = [:]
            for row in try await connection.rows(PackageResources.schema_objects_sql, which) {
                objects[try row.text(0), default: []].append(try row.text(1))
            }
            return objects
        }
    }

    /// How far the projections are.
    func position(_ connection: Connection) async throws -> UInt64 {
        let position = statement(PackageResources.schema_position_sql)
        return UInt64(try await connection.query(position).only().int64(0))
    }

    /// What makes the schema's tables, views and functions, and the rows that no entry gives.
    private static let text: String = {
        let states = definitions.sorted { $0.key < $1.key }.map { "(\(quoted($0.key)), 0, \(quoted($0.value)))" }
        let reasons = Reason.all.map { reason in
            let rank = reason.rank.map { "\($0)" } ?? "NULL"
            return "(\(quoted(reason.code)), \(quoted(reason.verdict.rawValue)), \(rank))"
        }
        let (narrow, broad) = terms
        let pairs = zip(narrow, broad).map { "(\(quoted($0)), \(quoted($1)))" }
        let filled = [
            "INSERT INTO reason (code, verdict, rank) VALUES " + reasons.joined(separator: ", "),
            "INSERT INTO term (narrow, broad) VALUES " + pairs.joined(separator: ", "),
            "INSERT INTO projection (name, position, definition) VALUES " + states.joined(separator: ", "),
        ]
        let tables = statements(PackageResources.state_table_sql) + Projection.all.map(\.table)
        return (tables + made + filled).joined(separator: "\n;\n")
    }()

    /// What makes the indexes of a table.
    private static func indexes(_ projection: Projection) -> String {
        projection.indexes.joined(separator: "\n;\n")
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    private static let definitions: [String: String] = {
        let statements = made.joined(separator: "\n")
        // Who makes it, too: what anybody else has made is made anew.
        let programs = [
            PackageResources.batch_sql, PackageResources.taken_away_sql, PackageResources.make_schema_sql,
        ].map { String(decoding: $0, as: UTF8.self) }
        let rows = terms.narrow + terms.broad + Reason.all.map { "\($0.code) \($0.verdict) \($0.rank ?? -1)" }
        let shared = "\(SHA256.hash(Array(([statements] + programs + rows).joined(separator: "\n").utf8)))"
        return Dictionary(uniqueKeysWithValues: Projection.all.map { ($0.name, $0.definition + shared) })
    }()

    /// What is made once the tables are there, in order: what the views stand on, the views, the functions.
    private static let made: [String] =
        [
            PackageResources.term_table_sql, PackageResources.reason_table_sql, PackageResources.known_at_sql,
            PackageResources.valid_at_sql, PackageResources.corrected_sql, PackageResources.corrected_at_sql,
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
