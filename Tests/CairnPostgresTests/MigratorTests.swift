import CairnMigrations
import CairnPostgres
import CairnTestSupport
import Testing

@Suite("schema.mismatch")
struct MigratorTests {
    @Test func migratingTwiceDoesNothingTheSecondTime() async throws {
        let database = try await TestDatabase.empty()
        let migrator = Migrator(database.address)
        #expect(try await migrator.migrate().count == Migrations.all.count)
        #expect(try await migrator.migrate() == [])
        try await migrator.requireCurrent()
    }

    @Test func anEmptyDatabaseIsTooOld() async throws {
        let database = try await TestDatabase.empty()
        await #expect { try await Migrator(database.address).requireCurrent() } throws: {
            "\($0)".contains("cairn migrate")
        }
    }

    @Test(arguments: [
        "UPDATE cairn_migrations.applied SET digest = sha256('edited') WHERE number = 2",
        "INSERT INTO cairn_migrations.applied VALUES (9999, 'later', '')",
        "DELETE FROM cairn_migrations.applied WHERE number = 1",
    ])
    func aDatabaseThatIsNotThisProgramsIsRefused(change: String) async throws {
        let database = try await TestDatabase.migrated()
        try await database.run(change)
        await #expect { try await Migrator(database.address).requireCurrent() } throws: {
            ($0 as? PostgresError)?.code == .schema
        }
        await #expect { try await Migrator(database.address).migrate() } throws: {
            ($0 as? PostgresError)?.code == .schema
        }
    }

    @Test func severalProgramsMigrateAtOnce() async throws {
        let database = try await TestDatabase.empty()
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await Migrator(database.address).migrate().count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.sorted() == [0, 0, 0, Migrations.all.count])
    }

    @Test func noLoginKeepsAMigrationWaitingForEverByALock() async throws {
        let database = try await TestDatabase.empty()
        let holder = try await Connection.connect(database.address)
        defer { holder.close() }
        try await holder.query(Statement(name: "", sql: "SELECT pg_advisory_lock(1128353101)"))
        try await holder.query(Statement(name: "", sql: "SELECT pg_advisory_lock(hashtext('cairn roles'))"))
        let fault = await postgresError {
            try await Migrator(database.address, lockTimeout: .milliseconds(50)).migrate()
        }
        #expect(fault?.code == .schemaLocked)
        #expect(fault?.message.contains("pg_locks") == true)
        try await holder.query(Statement(name: "", sql: "SELECT pg_advisory_unlock(hashtext('cairn roles'))"))
        #expect(try await Migrator(database.address).migrate().count == Migrations.all.count)
    }

    @Test(arguments: [
        "cairn_appender", "cairn_sealer", "cairn_auditor", "cairn_projector", "cairn_vault", "cairn_administrator",
    ])
    func anyProgramCanSeeWhetherTheDatabaseIsCurrent(role: String) async throws {
        let database = try await TestDatabase.migrated()
        let login = "login_" + role
        try await database.run(
            "DO $$ BEGIN CREATE ROLE \(login) LOGIN IN ROLE \(role); EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
        let migrator = Migrator(DatabaseAddress(database.conninfo + " user=\(login)"))
        #expect(try await migrator.pending() == [])
        let fault = await postgresError { try await migrator.migrate() }
        #expect(fault?.code.rawValue == "42501")
    }
}
