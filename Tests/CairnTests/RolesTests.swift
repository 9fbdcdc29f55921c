import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVerification
import Testing

@Suite("roles in the database")
struct RolesTests {
    static let refused = "42501"
    static let otherOrigin = "ledger.hospital-b.example/test"

    /// Two ledgers in one database, each sealed with the three entries by which it begins.
    private static func twoLedgers() async throws -> (first: TestLedger, second: TestLedger) {
        let first = try await TestLedger()
        let second = try await TestLedger(otherOrigin, in: first.database)
        #expect(try await first.seal().size == 3)
        #expect(try await second.seal().size == 3)
        return (first, second)
    }

    /// The same with a row in every table for some of them.
    private static func fullTables(for numbers: ClosedRange<Int>) async throws -> (
        first: TestLedger, second: TestLedger
    ) {
        let ledgers = try await twoLedgers()
        for rights in TableRights.all {
            for number in rights.isOfEachLedger ? numbers : 1...1 {
                try await ledgers.first.database.run(rights.insertion(ledger: number))
            }
        }
        return ledgers
    }

    /// Runs a function with a login of each role that is bound to the first ledger.
    private static func withEach(
        in database: TestDatabase,
        _ body: (CairnRole, RoleLogin) async throws -> Void
    ) async throws {
        for role in CairnRole.allCases {
            try await RoleLogin.with([role], in: database) { login in
                try await database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
                try await body(role, login)
            }
        }
    }

    private static func ledgerNumbers(_ table: String, _ login: RoleLogin) async throws -> [Int64] {
        try await login.run("SELECT DISTINCT ledger_id FROM \(table) ORDER BY 1").rows.map { try $0.int64(0) }
    }

    private static func expect(
        _ outcome: String,
        of sql: String,
        as login: RoleLogin,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let actual = try await login.outcome(of: sql)
        #expect(actual == outcome, "\(login.description): \(sql)", sourceLocation: sourceLocation)
    }

    // MARK: Privileges

    @Test func everyTableAndFunctionIsInTheListsOfRights() async throws {
        let database = try await Self.twoLedgers().first.database
        let tables = try await database.run(
            """
            SELECT concat(relnamespace::regnamespace, '.', relname) FROM pg_class
            WHERE relnamespace IN ('cairn'::regnamespace, 'cairn_vault'::regnamespace)
              AND relkind IN ('r', 'p', 'v', 'm', 'f')
            """
        )
        #expect(try Set(tables.rows.map { try $0.text(0) }) == Set(TableRights.all.map(\.table)))
        let functions = try await database.run(
            """
            SELECT concat(pronamespace::regnamespace, '.', proname) FROM pg_proc
            WHERE pronamespace IN ('cairn'::regnamespace, 'cairn_vault'::regnamespace)
            """
        )
        #expect(try functions.rows.map { try $0.text(0) }.sorted() == FunctionRights.all.map(\.function).sorted())
    }

    @Test func aRoleReadsTheTablesThatItNeedsAndNoPartition() async throws {
        let database = try await Self.twoLedgers().first.database
        try await Self.withEach(in: database) { role, login in
            for rights in TableRights.all {
                let expected = rights.select.contains(role) ? "00000" : Self.refused
                try await Self.expect(expected, of: "SELECT * FROM \(rights.table)", as: login)
            }
        }
        try await RoleLogin.withOwner(of: database) { owner in
            for rights in TableRights.all {
                try await Self.expect("00000", of: "SELECT * FROM \(rights.table)", as: owner)
            }
        }
    }

    @Test func aRoleInsertsOnlyIntoItsOwnTablesAndNoneIntoEntriesOrSubmissions() async throws {
        let database = try await Self.twoLedgers().first.database
        try await Self.withEach(in: database) { role, login in
            for rights in TableRights.all {
                let sql = rights.insertion(ledger: 1)
                let expected = rights.insert.contains(role) ? "00000" : Self.refused
                try await Self.expect(expected, of: sql, as: login)
            }
        }
        try await RoleLogin.withOwner(of: database) { owner in
            for rights in TableRights.all {
                let sql = rights.insertion(ledger: 1)
                try await Self.expect("00000", of: sql, as: owner)
            }
        }
    }

    @Test func noRoleUpdatesDeletesOrTruncatesWhatIsAppendOnly() async throws {
        let database = try await Self.fullTables(for: 1...1).first.database
        try await Self.withEach(in: database) { role, login in
            for (sql, allowed) in TableRights.all.flatMap(\.changes) {
                let expected = allowed.contains(role) ? "00000" : Self.refused
                try await Self.expect(expected, of: sql, as: login)
            }
        }
    }

    @Test(arguments: ["origin", "replica"])
    func notEvenTheOwnerUpdatesDeletesOrTruncatesWhatIsAppendOnly(sessionReplicationRole: String) async throws {
        let database = try await Self.fullTables(for: 1...1).first.database
        try await RoleLogin.withOwner(of: database) { owner in
            try await owner.run(
                "SELECT set_config('session_replication_role', $1, false)",
                [.text(sessionReplicationRole)]
            )
            for rights in TableRights.all {
                for (sql, _) in rights.changes {
                    let expected = rights.isAppendOnly ? "CA010" : "00000"
                    try await Self.expect(expected, of: sql, as: owner)
                }
            }
        }
    }

    @Test func aRoleCallsTheFunctionsThatItNeeds() async throws {
        let database = try await Self.twoLedgers().first.database
        try await Self.withEach(in: database) { role, login in
            for rights in FunctionRights.all {
                let isAllowed = rights.caller == role || rights.others.contains(role)
                let expected = isAllowed ? rights.outcome : Self.refused
                try await Self.expect(expected, of: "SELECT \(rights.call)", as: login)
            }
        }
        try await RoleLogin.withOwner(of: database) { owner in
            for rights in FunctionRights.all {
                try await Self.expect(rights.outcome, of: "SELECT \(rights.call)", as: owner)
            }
        }
    }

    @Test func aLoginWithoutARoleReadsNoTableAndCallsNoFunction() async throws {
        let database = try await Self.twoLedgers().first.database
        try await RoleLogin.with([], in: database) { login in
            for rights in TableRights.all {
                try await Self.expect(Self.refused, of: "SELECT * FROM \(rights.table)", as: login)
                try await Self.expect(Self.refused, of: rights.insertion(ledger: 1), as: login)
            }
            for rights in FunctionRights.all {
                try await Self.expect(Self.refused, of: "SELECT \(rights.call)", as: login)
            }
            try await Migrator(login.address).requireCurrent()
            try await Self.expect("00000", of: "SELECT FROM cairn_migrations.applied", as: login)
            for role in CairnRole.allCases {
                try await Self.expect(Self.refused, of: "SET ROLE \(role.name)", as: login)
            }
        }
        let open = try await database.run(
            """
            SELECT concat(pronamespace::regnamespace, '.', proname) FROM pg_proc
            WHERE pronamespace IN ('cairn'::regnamespace, 'cairn_vault'::regnamespace)
              AND has_function_privilege('public', oid, 'EXECUTE')
            """
        )
        #expect(try open.rows.map { try $0.text(0) } == [])
    }

    @Test func everyRoleCanTellWhetherTheSchemaIsCurrent() async throws {
        let database = try await Self.twoLedgers().first.database
        try await Self.withEach(in: database) { _, login in
            try await Migrator(login.address).requireCurrent()
            try await Self.expect("00000", of: "SELECT FROM cairn_migrations.applied", as: login)
        }
    }

    // MARK: Row-level security

    static let ledgerTables = TableRights.all.filter { $0.isOfEachLedger && $0.table != "cairn.ledger" }

    @Test func aLoginSeesOnlyTheLedgerThatItIsBoundTo() async throws {
        let database = try await Self.fullTables(for: 1...2).first.database
        for role in [CairnRole.auditor, .sealer, .projector, .vault] {
            try await RoleLogin.with([role], in: database) { login in
                let tables = Self.ledgerTables.filter { $0.select.contains(role) }.map(\.table)
                #expect(tables.contains(role == .vault ? "cairn_vault.subject" : "cairn.entry"))
                for table in tables {
                    #expect(try await Self.ledgerNumbers(table, login) == [], "\(role): \(table)")
                }
                try await database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
                for table in tables {
                    #expect(try await Self.ledgerNumbers(table, login) == [1], "\(role): \(table)")
                }
                try await database.run("SELECT cairn.bind_login(2, $1)", [.text(login.name)])
                for table in tables {
                    #expect(try await Self.ledgerNumbers(table, login) == [1, 2], "\(role): \(table)")
                }
            }
        }
    }

    @Test func aRoleWritesOnlyForTheLedgerThatItsLoginIsBoundTo() async throws {
        let database = try await Self.twoLedgers().first.database
        for role in [CairnRole.sealer, .vault] {
            try await RoleLogin.with([role], in: database) { login in
                try await database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
                let writable = Self.ledgerTables.filter { $0.insert.contains(role) }
                #expect(!writable.isEmpty)
                for rights in writable {
                    try await Self.expect("00000", of: rights.insertion(ledger: 1), as: login)
                    try await Self.expect(Self.refused, of: rights.insertion(ledger: 2), as: login)
                }
            }
        }
    }

    @Test func aSealerResumesOnlyTheLedgerThatItsLoginIsBoundTo() async throws {
        let database = try await Self.twoLedgers().first.database
        try await database.run("INSERT INTO cairn.stopped VALUES (1, 'reason'), (2, 'reason')")
        try await RoleLogin.with([.sealer], in: database) { login in
            try await database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            try await Self.expect("CA019", of: "SELECT cairn.vouch(1, 3)", as: login)
            try await login.run("SELECT cairn.lead(1)")
            for size in [2, 4] { try await Self.expect("CA019", of: "SELECT cairn.vouch(1, \(size))", as: login) }
            try await login.run("SELECT cairn.vouch(1, 3)")
            try await Self.expect("CA013", of: "SELECT cairn.vouch(2, 3)", as: login)
            try await Self.expect("CA013", of: "SELECT cairn.stop(2, 'reason')", as: login)
            try await Self.expect("CA013", of: "SELECT cairn.lead(2)", as: login)
        }
        #expect(try await database.run("SELECT ledger_id FROM cairn.stopped").only().int64(0) == 2)
    }

    @Test func aProjectorProjectsOnlyTheLedgerThatItsLoginIsBoundTo() async throws {
        let database = try await Self.twoLedgers().first.database
        try await RoleLogin.with([.projector], in: database) { login in
            try await database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
            try await login.run("SELECT cairn.open_projection(1, '')")
            try await Self.expect(Self.refused, of: "CREATE TABLE cairn_projection_1.mine (idx bigint)", as: login)
            try await Self.expect("CA013", of: "SELECT cairn.open_projection(2, '')", as: login)
            try await Self.expect("CA013", of: "SELECT cairn.swap_projection(2)", as: login)
        }
    }
}
