import CairnPostgres
import CairnTestSupport
import Testing

/// What an administrator may have changed in a database, and the name under which it is found.
@Suite("schema.changed")
struct CatalogueTests {
    static let changes: [(sql: String, name: String)] = [
        ("ALTER TABLE cairn.entry DISABLE TRIGGER append_only", "trigger cairn.entry.append_only"),
        ("ALTER TABLE cairn.entry_1 DISABLE TRIGGER never_truncated", "trigger cairn.entry_N.never_truncated"),
        ("DROP TRIGGER append_only ON cairn.checkpoint", "trigger cairn.checkpoint.append_only"),
        ("ALTER TABLE cairn_vault.payload DISABLE ROW LEVEL SECURITY", "relation cairn_vault.payload"),
        ("DROP POLICY bound ON cairn.tile", "policy cairn.tile.bound"),
        ("CREATE POLICY mine ON cairn.entry USING (true)", "policy cairn.entry.mine"),
        ("GRANT SELECT ON cairn_vault.subject TO PUBLIC", "relation cairn_vault.subject"),
        ("GRANT INSERT ON cairn.submission TO cairn_sealer", "relation cairn.submission"),
        ("GRANT UPDATE (note) ON cairn.checkpoint TO cairn_sealer", "column cairn.checkpoint.note"),
        ("GRANT EXECUTE ON FUNCTION cairn.bind_login(int, name) TO PUBLIC", "function cairn.bind_login(integer,name)"),
        ("ALTER FUNCTION cairn.author_state(text, text) SECURITY INVOKER", "function cairn.author_state(text,text)"),
        ("CREATE FUNCTION cairn.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function cairn.mine()"),
        ("GRANT CREATE ON SCHEMA cairn TO cairn_appender", "schema cairn"),
        ("DROP INDEX cairn.submission_author", "index cairn.submission cairn.submission_author"),
        ("ALTER TABLE cairn.stopped OWNER TO cairn_definer", "relation cairn.stopped"),
    ]

    @Test func whateverWasChangedSinceItWasMigratedIsNamedAndNothingElse() async throws {
        let database = try await TestDatabase.migrated()
        let migrator = Migrator(database.address)
        try await migrator.requireUnchanged()
        for ledger in 1...2 { try await database.run("SELECT cairn.create_ledger('ledger.example/\(ledger)')") }
        try await migrator.requireUnchanged()
        for (sql, name) in Self.changes {
            try await database.run(sql)
            let error = await #expect(throws: PostgresError.self, "\(sql)") { try await migrator.requireUnchanged() }
            #expect(error?.code.rawValue == "schema.changed")
            // The first ten are named; the newest may be behind them.
            if let message = error?.message, !message.contains(" more") {
                #expect(message.contains(name), "\(sql): \(message)")
            }
        }
        // Nothing of the comparison stays.
        let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'cairn%live'"
        #expect(try await database.run(schemas).only().int64(0) == 0)
    }

    @Test(arguments: changes.suffix(6).map(\.sql))
    func oneChangeAloneIsNamed(sql: String) async throws {
        let database = try await TestDatabase.migrated()
        try await database.run(sql)
        let error = await #expect(throws: PostgresError.self) {
            try await Migrator(database.address).requireUnchanged()
        }
        let name = try #require(Self.changes.first { $0.sql == sql }).name
        #expect(error?.message.contains(name) == true, "\(String(describing: error))")
    }
}
