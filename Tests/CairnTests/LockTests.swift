import Cairn
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// What a login can hold, and what it can't.
@Suite("locks: ledger.locked, sealer.not-leader")
struct LockTests {
    @Test func noLoginStopsAppendsOrSealsByAnAdvisoryLock() async throws {
        let ledger = try await TestLedger()
        try await RoleLogin.with([], in: ledger.database) { login in
            for key in [1_128_353_106, 1_128_354_643] { try await login.run("SELECT pg_advisory_lock(\(key), 1)") }
            let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
            #expect(try await author.append(bodies: [TestLedger.body(0)]).map(\.index) == [4])
            #expect(try await ledger.seal().size == 5)
        }
    }

    @Test func noRoleLocksWhatAppendsAndSealsGoBy() async throws {
        let ledger = try await TestLedger()
        for role in CairnRole.allCases {
            try await RoleLogin.with([role], in: ledger.database) { login in
                try await ledger.database.run("SELECT cairn.bind_login(1, $1)", [.text(login.name)])
                for sql in [
                    "SELECT FROM cairn.gate FOR UPDATE", "SELECT FROM cairn.leader FOR UPDATE",
                    "LOCK TABLE cairn.gate IN ACCESS SHARE MODE", "LOCK TABLE cairn.leader IN ACCESS SHARE MODE",
                    "LOCK TABLE cairn.stopped IN ROW EXCLUSIVE MODE", "LOCK TABLE cairn.entry IN ROW EXCLUSIVE MODE",
                    "LOCK TABLE cairn.checkpoint IN SHARE MODE",
                ] {
                    #expect(try await login.outcome(of: sql) == RolesTests.refused, "\(role): \(sql)")
                }
            }
        }
    }

    @Test func anAppendThatWaitsTooLongForAnotherIsRefusedAndMayBeRepeated() async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        let function = "cairn.append(int, bytea, uuid[], bytea[])"
        try await ledger.database.run("ALTER FUNCTION \(function) SET lock_timeout = '50ms'")
        let body = try TestLedger.body(0)
        try await RoleLogin.withOwner(of: ledger.database) { owner in
            try await owner.run("BEGIN")
            try await owner.run("SELECT FROM cairn.gate FOR UPDATE")
            await #expect { try await author.append(bodies: [body]) } throws: {
                let error = $0 as? CairnError
                return error?.code == .locked && error?.message.contains("pg_locks") == true
            }
            try await owner.run("ROLLBACK")
        }
        #expect(try await author.append(bodies: [body]).map(\.index) == [4])
        #expect(try await ledger.seal().size == 5)
    }

    /// The key of a sealer's lock can be read from pg_locks: whoever waits for it gets it when that sealer ends.
    @Test func whoeverWaitsForTheLockOfASealerDoesNotKeepTheNextOneAway() async throws {
        let ledger = try await TestLedger()
        let first = try await ledger.sealer()
        await #expect { try await ledger.sealer() } throws: { ($0 as? CairnError)?.code == .notLeader }
        try await RoleLogin.with([], in: ledger.database) { login in
            let key = try await login.run(
                """
                SELECT ((k.classid::bigint << 32) | k.objid::bigint)::text
                FROM pg_locks k
                JOIN pg_database d ON d.oid = k.database AND d.datname = current_database()
                WHERE k.locktype = 'advisory'
                """
            ).only().text(0)
            try await withThrowingTaskGroup { group in
                group.addTask { _ = try await login.run("SELECT pg_advisory_lock(\(key))") }
                await first.close()
                try await group.waitForAll()
            }
            #expect(try await ledger.seal().size == 3)
        }
    }
}
