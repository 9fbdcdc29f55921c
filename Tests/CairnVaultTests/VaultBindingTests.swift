import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVault
import Testing

/// Two ledgers in one database, and a login of the role vault that is bound to the first alone.
@Suite("A vault of one ledger")
struct VaultBindingTests {
    private let sample: Sample
    private let other: Origin

    init() throws {
        sample = try Sample()
        other = try Origin("ledger.hospital-b.example/imaging")
    }

    private static let tables = ["institution_key", "subject", "payload", "imported"]

    /// The login of ledger 1, in a database where both ledgers have one row in each table of the vault.
    private func bound() async throws -> VaultLogin {
        let both = try await VaultLogin()
        for (ledger, origin) in [(Int32(1), sample.origin), (2, other)] {
            let vault = try await both.open(ledger, origin, InstitutionKey())
            let subject = try await vault.subject(localID: [1]).id
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let body = try sample.enrolment(event, of: subject, payloads: [payload])
            _ = try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: [7]))
        }
        return try await VaultLogin(in: both.database, boundTo: [1])
    }

    @Test("its login reads, adds, changes, moves and deletes no row of another ledger, in whatever way it tries")
    func foreignRows() async throws {
        let login = try await bound()
        for table in Self.tables {
            let name = "cairn_vault.\(table)"
            // One row of its own; of the other ledger's row nothing is read, locked, copied or counted.
            let reads: [(String, Int64)] = [
                ("SELECT * FROM \(name)", 1), ("SELECT * FROM \(name) WHERE ledger_id = 2", 0),
                ("SELECT DISTINCT ledger_id FROM \(name)", 1), ("TABLE \(name)", 1),
                ("SELECT * FROM ONLY \(name) WHERE ledger_id <> 1", 0),
                ("SELECT * FROM \(name) WHERE ledger_id = 2 OR true", 1),
                ("SELECT 1 FROM \(name) a JOIN \(name) b ON a.ledger_id <> b.ledger_id", 0),
                ("SELECT FROM pg_stats WHERE schemaname = 'cairn_vault' AND tablename = '\(table)'", 0),
            ]
            for (sql, rows) in reads {
                let outcome = try await login.outcome(of: sql)
                #expect(outcome == ("00000", rows), "\(sql)")
            }
            let changes: [(String, String)] = [
                // What another ledger has is not met: nothing is done, and nothing says whether it is there.
                ("DELETE FROM \(name) WHERE ledger_id = 2", table == "institution_key" ? "42501" : "00000"),
                (
                    "UPDATE \(name) SET ledger_id = ledger_id WHERE ledger_id = 2",
                    table == "payload" ? "42501" : "00000"
                ),
                // Nor is a row of its own moved into the other ledger.
                ("UPDATE \(name) SET ledger_id = 2", "42501"),
                ("INSERT INTO \(name) SELECT * FROM \(name)", "23505"),
                ("COPY \(name) TO PROGRAM 'cat'", "42501"), ("TRUNCATE \(name)", "42501"),
                ("ALTER TABLE \(name) DISABLE ROW LEVEL SECURITY", "42501"), ("DROP POLICY bound ON \(name)", "42501"),
                ("CREATE POLICY mine ON \(name) USING (true)", "42501"),
                (
                    "CREATE TRIGGER t BEFORE INSERT ON \(name) EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                    "42501"
                ),
            ]
            for (sql, code) in changes {
                let outcome = try await login.outcome(of: sql)
                #expect(outcome == (code, 0), "\(sql)")
            }
        }
        let insertions = [
            "institution_key (ledger_id, key_id, lookup_key, code_key) SELECT 2, key_id, lookup_key, code_key",
            "subject SELECT 2, subject_id, lookup, wrapped_code, key_id, wrapped_key",
            "payload SELECT 2, commitment, key_id, event_id, sealed",
            "imported SELECT 2, fingerprint, wrapped_code, event_id, body",
        ]
        for (table, insertion) in zip(Self.tables, insertions) {
            let sql = "INSERT INTO cairn_vault.\(insertion) FROM cairn_vault.\(table)"
            for sql in [sql, sql + " ON CONFLICT DO NOTHING"] {
                #expect(try await login.outcome(of: sql) == ("42501", 0), "\(sql)")
            }
        }
        let escapes = [
            "SELECT cairn.bind_login(2, session_user)", "INSERT INTO cairn.ledger_login VALUES (2, session_user)",
            "UPDATE cairn.ledger_login SET ledger_id = 2", "SET ROLE cairn_owner", "SET ROLE cairn_definer",
            "SET SESSION AUTHORIZATION cairn", "SET session_replication_role = replica",
            "CREATE FUNCTION cairn_vault.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        ]
        for sql in escapes { #expect(try await login.outcome(of: sql).code == "42501", "\(sql)") }
        // Switching policies off makes each statement fail that they would hold back.
        let connection = try await Connection.connect(login.address)
        defer { connection.close() }
        try await connection.query(Statement(name: "", sql: "SET row_security = off"))
        for table in Self.tables {
            let error = await #expect(throws: PostgresError.self) {
                try await connection.query(Statement(name: "", sql: "SELECT * FROM cairn_vault.\(table)"))
            }
            #expect(error?.code.rawValue == "42501")
        }
    }

    @Test("a function of the caller's own, cheap and called before any other condition, sees no row of another ledger")
    func leakyFunction() async throws {
        let login = try await bound()
        // It raises an error at the first row of ledger 2 that it is shown.
        let rows = try await login.run(
            """
            CREATE FUNCTION pg_temp.shown(int) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$
            BEGIN
              IF $1 = 2 THEN RAISE EXCEPTION 'shown'; END IF;
              RETURN true;
            END
            $$
            """,
            "SELECT ledger_id FROM cairn_vault.subject WHERE pg_temp.shown(ledger_id)"
        )
        #expect(try rows.map { try $0.int64(0) } == [1])
    }

    @Test("a vault of another ledger is not opened, and the error says what to do")
    func foreignVault() async throws {
        let login = try await bound()
        let error = await #expect(throws: VaultError.self) {
            try await login.open(2, other, InstitutionKey())
        }
        #expect(error?.code.rawValue == "vault.not-bound")
        #expect(error?.message.contains("cairn.bind_login(2, '\(login.name)')") == true)
        // The first ledger's vault is opened for the asking of its key's id, and refuses another key.
        let wrong = await #expect(throws: VaultError.self) {
            try await login.open(1, sample.origin, InstitutionKey())
        }
        #expect(wrong?.code == .institutionKey)
    }
}
