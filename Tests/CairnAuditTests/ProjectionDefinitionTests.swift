import CairnAudit
import CairnPostgres
import CairnTestSupport
import Foundation
import Testing

/// What answers are computed by: made by the definer of this program's text, compared with it, and never run by a
/// superuser.
@Suite("projection.definition")
struct ProjectionDefinitionTests {
    private static let schema = "cairn_projection_1"

    /// A login of the role projector that is bound to the ledger.
    private static func projector(of ledger: AskedLedger) async throws -> DatabaseAddress {
        let name = "cairn_test_projector_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try await ledger.database.run("CREATE ROLE \(name) LOGIN NOSUPERUSER IN ROLE cairn_projector")
        try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(name)])
        return DatabaseAddress("\(ledger.database.conninfo) user=\(name)")
    }

    /// Whose everything in the schema of projections is.
    private static func owners(_ ledger: AskedLedger) async throws -> [String] {
        let rows = try await ledger.database.run(
            """
            SELECT DISTINCT o.owner::regrole::text
            FROM (
              SELECT relowner FROM pg_class WHERE relnamespace = '\(schema)'::regnamespace
              UNION SELECT proowner FROM pg_proc WHERE pronamespace = '\(schema)'::regnamespace
              UNION SELECT nspowner FROM pg_namespace WHERE nspname = '\(schema)'
            ) o (owner)
            """
        ).rows
        return try rows.map { try $0.text(0) }
    }

    @Test(arguments: [true, false])
    func whoeverProjectsFirstFindsTheSameOwnerAndBothGoOn(ownerIsFirst: Bool) async throws {
        let ledger = try await AskedLedger(G7Tests.lines, project: ownerIsFirst)
        if !ownerIsFirst { try await Projector.register(ledger.database.address) }
        let address = try await Self.projector(of: ledger)
        #expect(try await Projector.with(address, ledger.origin) { try await $0.project() }.wasRebuilt != ownerIsFirst)
        #expect(try await Self.owners(ledger) == ["cairn_definer"])
        try await ledger.append(ProjectorTests.more)
        #expect(try await ledger.project().newEntries == 4)
        try await ledger.append("subject.enrolled 2026-03-05 {\"subjects\":[\"s11\"]}")
        #expect(try await Projector.with(address, ledger.origin) { try await $0.project() }.newEntries == 1)
        #expect(try await Projector.with(address, ledger.origin) { try await $0.verify() } == [])
        #expect(try await Projector.with(address, ledger.origin) { try await $0.project(rebuild: true) }.wasRebuilt)
        #expect(try await Self.owners(ledger) == ["cairn_definer"])
    }

    @Test func aProjectorFillsTablesAndMakesOrReplacesNothing() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        let address = try await Self.projector(of: ledger)
        _ = try await Projector.with(address, ledger.origin) { try await $0.project() }
        let connection = try await Connection.connect(address)
        defer { connection.close() }
        let text = "CREATE TABLE mine ()"
        for (sql, code) in [
            ("CREATE TABLE \(Self.schema).mine ()", "42501"),
            (
                "CREATE OR REPLACE FUNCTION \(Self.schema).known_at() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'",
                "42501"
            ),
            (
                "CREATE OR REPLACE VIEW \(Self.schema).corrected AS SELECT 0::bigint AS target, 0::bigint AS by_idx",
                "42501"
            ),
            ("DROP VIEW \(Self.schema).corrected CASCADE", "42501"),
            ("DROP TABLE \(Self.schema).event CASCADE", "42501"),
            ("ALTER TABLE \(Self.schema).event ADD mine int", "42501"), ("TRUNCATE \(Self.schema).event", "42501"),
            (
                "CREATE TRIGGER mine BEFORE INSERT ON \(Self.schema).event "
                    + "EXECUTE FUNCTION suppress_redundant_updates_trigger()", "42501"
            ),
            ("CREATE RULE mine AS ON INSERT TO \(Self.schema).event DO NOTHING", "42501"),
            ("UPDATE \(Self.schema).event SET idx = idx", "42501"), ("DELETE FROM \(Self.schema).reason", "42501"),
            ("INSERT INTO \(Self.schema).term VALUES ('a', 'b')", "42501"),
            ("UPDATE \(Self.schema).projection SET definition = ''", "42501"),
            ("SELECT cairn.require_definition('')", "42501"),
            ("INSERT INTO cairn.projection_definition VALUES (sha256('\(text)'))", "42501"),
            // Nor has it anything made that the owner didn't register.
            ("SELECT cairn.make_projection(1, 'new', '\(text)')", "CA030"),
            ("SELECT cairn.index_projection(1, '', 'event', '\(text)')", "CA030"),
            ("SELECT cairn.make_projection(2, 'new', '\(text)')", "CA013"),
        ] {
            let error = await #expect(throws: PostgresError.self, "\(sql)") {
                try await connection.query(Statement(name: "", sql: sql))
            }
            #expect(error?.code.rawValue == code, "\(sql)")
        }
    }

    @Test func aProgramThatTheOwnerDidNotRegisterProjectsNothing() async throws {
        let ledger = try await AskedLedger(G7Tests.lines, project: false)
        let address = try await Self.projector(of: ledger)
        let error = await #expect(throws: AuditError.self) {
            try await Projector.with(address, ledger.origin) { try await $0.project() }
        }
        #expect(error?.code.rawValue == "projection.definition")
        #expect(error?.message.contains("cairn migrate") == true)
    }

    /// What a superuser, or whoever got the definer's rights, may have changed, and the name under which it is found.
    static let changes: [(name: String, isExtra: Bool, sql: String)] = [
        ("function S.covers(", false, "ALTER FUNCTION S.covers COST 7"),
        (
            "function S.known_at(", false,
            "CREATE OR REPLACE FUNCTION S.known_at() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT 9::bigint'"
        ),
        ("function S.valid_at(", false, "ALTER FUNCTION S.valid_at SECURITY DEFINER"),
        ("function S.vocabulary_of(", false, "ALTER FUNCTION S.vocabulary_of OWNER TO cairn_owner"),
        ("function S.is_in_eea(", false, "REVOKE EXECUTE ON FUNCTION S.is_in_eea FROM PUBLIC"),
        ("function S.mine(", true, "CREATE FUNCTION S.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
        (
            "relation consent_then", false,
            "CREATE OR REPLACE VIEW S.consent_then AS SELECT * FROM S.consent_known WHERE idx <> 7"
        ),
        ("relation access", false, "ALTER TABLE S.access OWNER TO cairn_owner"),
        ("relation permit", false, "ALTER TABLE S.permit ENABLE ROW LEVEL SECURITY"),
        ("relation mine", true, "CREATE TABLE S.mine ()"),
        ("column consent.verb", false, "ALTER TABLE S.consent ALTER verb SET DEFAULT 'given'"),
        ("constraint model.mine", true, "ALTER TABLE S.model ADD CONSTRAINT mine CHECK (idx <> 7)"),
        (
            "trigger consent.mine", true,
            "CREATE TRIGGER mine BEFORE UPDATE ON S.consent "
                + "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        ),
        ("rule dataset.mine", true, "CREATE RULE mine AS ON INSERT TO S.dataset DO INSTEAD NOTHING"),
        ("policy consent.mine", true, "CREATE POLICY mine ON S.consent USING (idx <> 7)"),
        (
            "object operator S.=(", true,
            "CREATE OPERATOR S.= (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)"
        ),
        ("grant on relation consent to", true, "GRANT UPDATE ON S.consent TO cairn_auditor"),
        ("grant on relation consent to PUBLIC", true, "GRANT SELECT ON S.consent TO PUBLIC"),
        ("grant on relation term to", true, "GRANT INSERT ON S.term TO cairn_projector"),
        ("grant on column consent.idx to", true, "GRANT UPDATE (idx) ON S.consent TO cairn_auditor"),
        ("grant on schema S to", true, "GRANT CREATE ON SCHEMA S TO cairn_projector"),
    ]

    /// The faults after changes, by name.
    private static func faults(_ ledger: AskedLedger, _ changes: [String]) async throws -> [String: ProjectionFault] {
        for sql in changes {
            let named = sql.replacing("S.", with: "\(schema).").replacing("SCHEMA S ", with: "SCHEMA \(schema) ")
            try await ledger.database.run(named)
        }
        let faults = try await ledger.withProjector { try await $0.verify() }
        return Dictionary(faults.map { ($0.table, $0) }) { first, _ in first }
    }

    @Test func whateverIsDefinedOtherwiseThanThisProgramDefinesItIsFound() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        let faults = try await Self.faults(ledger, Self.changes.map(\.sql))
        for change in Self.changes {
            let found = faults.first { $0.key.hasPrefix(change.name) }?.value
            #expect(found?.isDefinition == true, "\(change)")
            #expect(found?.isExtra == change.isExtra, "\(change)")
        }
        let named = faults.keys.filter { name in !Self.changes.contains { name.hasPrefix($0.name) } }
        // What hangs on the changes: the objects that they made, by their kinds, and the operator's function.
        #expect(named.allSatisfy { $0.contains("mine") || $0.hasPrefix("object") }, "\(named)")
        _ = try await ledger.project(rebuild: true)
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        // Indexes are looked at last; then a table that became a view, which calls a function whenever it is read.
        let index = try await Self.faults(
            ledger,
            ["CREATE INDEX mine ON S.consent (idx)", "ALTER TABLE S.model DROP CONSTRAINT model_pkey"]
        )
        #expect(index["index consent.S.mine"]?.isExtra == true, "\(index.keys)")
        #expect(index["constraint model.model_pkey"]?.isExtra == false, "\(index.keys)")
        let view = try await Self.faults(
            ledger,
            [
                "ALTER TABLE S.consent RENAME TO kept",
                "CREATE FUNCTION S.called() RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END'",
                "CREATE VIEW S.consent AS SELECT * FROM S.kept WHERE S.called()", "ALTER SCHEMA S OWNER TO cairn_owner",
            ]
        )
        #expect(view["relation consent"]?.isDefinition == true, "\(view.keys)")
        #expect(view["schema S"]?.isDefinition == true)
    }

    @Test func noSuperuserAsks() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        // Whoever got the definer's rights replaced a function that every question calls.
        try await ledger.database.run(
            """
            CREATE OR REPLACE FUNCTION \(Self.schema).known_at() RETURNS bigint LANGUAGE plpgsql AS
            $$ BEGIN
              RAISE EXCEPTION USING ERRCODE = CASE current_user WHEN 'cairn_asking' THEN 'ZZ001' ELSE 'ZZ002' END;
            END $$
            """
        )
        let error = await #expect(throws: PostgresError.self) { try await ledger.ask("g7", ["subject": "s1"]) }
        #expect(error?.code.rawValue == "ZZ001", "\(String(describing: error))")
    }
}
