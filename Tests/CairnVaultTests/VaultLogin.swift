import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVault

/// A login of the role vault and no more, to a database of its own: what a vault needs, and what an attacker may have.
struct VaultLogin {
    /// The database, as its superuser.
    let database: TestDatabase
    /// The database, as this login.
    let address: DatabaseAddress
    /// The name of the login.
    let name: String

    /// Makes a database with ledgers 1 and 2, and a login that is bound to some of them.
    init(boundTo ledgers: [Int32] = [1, 2]) async throws {
        let database = try await TestDatabase.migrated()
        for ledger in ["a", "b"] {
            try await database.run("SELECT cairn.create_ledger('ledger.hospital-\(ledger).example/imaging')")
        }
        try await self.init(in: database, boundTo: ledgers)
    }

    /// Makes another login of a database, bound to some of its ledgers.
    init(in database: TestDatabase, boundTo ledgers: [Int32]) async throws {
        self.database = database
        name = try "cairn_vault_test_" + SubjectID.random().description.filter { $0 != "-" }
        try await database.run("CREATE ROLE \(name) LOGIN IN ROLE cairn_vault")
        for ledger in ledgers { try await database.run("SELECT cairn.bind_login(\(ledger), '\(name)')") }
        address = DatabaseAddress("\(database.conninfo) user=\(name)")
    }

    func open(_ ledger: Int32, _ origin: Origin, _ institutionKey: consuming InstitutionKey) async throws -> Vault {
        try await Vault.open(address: address, ledger: ledger, origin: origin, institutionKey: institutionKey)
    }

    /// Runs statements one after the other on one connection.
    ///
    /// - Returns: The rows of the last one.
    @discardableResult
    func run(_ statements: String..., parameters: [Parameter] = []) async throws -> [QueryResult.Row] {
        let connection = try await Connection.connect(address)
        defer { connection.close() }
        var rows: [QueryResult.Row] = []
        for sql in statements { rows = try await connection.query(Statement(name: "", sql: sql), parameters).rows }
        return rows
    }

    /// The SQLSTATE that a statement ends with, `00000` where it succeeds, and how many rows it met; what it changed is
    /// undone.
    func outcome(of sql: String) async throws -> (code: String, rows: Int64) {
        let connection = try await Connection.connect(address)
        defer { connection.close() }
        try await connection.query(Statement(name: "", sql: "BEGIN"))
        do {
            let result = try await connection.query(Statement(name: "", sql: sql))
            let met = result.tag.split(separator: " ").last.flatMap { Int64($0) } ?? 0
            return ("00000", max(met, Int64(result.rows.count)))
        } catch let error as PostgresError {
            return (error.code.rawValue, 0)
        }
    }

    /// Returns once so many sessions of this database wait for a lock.
    func waiters(_ count: Int64) async throws {
        let waiting = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        let connection = try await Connection.connect(database.address)
        defer { connection.close() }
        for _ in 0..<100_000 {
            let rows = try await connection.query(Statement(name: "waiters", sql: waiting))
            if try rows.only().int64(0) >= count { return }
            await Task.yield()
        }
        throw NobodyWaits()
    }

    /// The error where sessions that a test expects to wait for a lock don't.
    private struct NobodyWaits: Error {}

    /// Holds locks on what a statement selects `FOR UPDATE`, until `body` releases them or returns.
    func holding(_ sql: String, _ body: (_ release: () async throws -> Void) async throws -> Void) async throws {
        let connection = try await Connection.connect(database.address)
        defer { connection.close() }
        for sql in ["BEGIN", sql] { try await connection.query(Statement(name: "", sql: sql)) }
        try await body { try await connection.query(Statement(name: "", sql: "COMMIT")) }
    }

    /// Swaps columns between the two rows of a table.
    func swap(_ columns: [String], in table: String, by key: String) async throws {
        let all = [
            "subject": ["ledger_id", "subject_id", "lookup", "wrapped_code", "key_id", "wrapped_key"],
            "imported": ["ledger_id", "fingerprint", "wrapped_code", "event_id", "body"],
        ]
        let selected = (all[table] ?? []).map { (columns.contains($0) ? "other." : "one.") + $0 }
        try await run(
            "CREATE TEMP TABLE copy AS SELECT * FROM cairn_vault.\(table)",
            "DELETE FROM cairn_vault.\(table)",
            """
            INSERT INTO cairn_vault.\(table)
            SELECT \(selected.joined(separator: ", ")) FROM copy one JOIN copy other ON other.\(key) <> one.\(key)
            """
        )
    }
}
