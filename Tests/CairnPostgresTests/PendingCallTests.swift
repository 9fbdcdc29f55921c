import CairnPostgres
import CairnTestSupport
import Testing

@Suite("PendingCall")
struct PendingCallTests {
    @Test func aCancelledCallerIsResumedAndWhatWasSentGoesOn() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (n int)")
        let holder = try await Connection.connect(database.address)
        let connection = try await Connection.connect(database.address)
        defer {
            holder.close()
            connection.close()
        }
        try await holder.query(Statement(name: "", sql: "SELECT pg_advisory_lock(1)"))
        let insert = Statement(name: "", sql: "INSERT INTO t SELECT 1 FROM (SELECT pg_advisory_lock(1)) l")
        let fault = try await withThrowingTaskGroup(of: PostgresError?.self) { group in
            group.addTask { await postgresError { try await connection.query(insert) } }
            try await waitForALockToBeAwaited(holder)
            group.cancelAll()
            return try await group.next() ?? nil
        }
        #expect(fault?.code == .cancelled)
        #expect(fault?.maybeExecuted == true)
        try await holder.query(Statement(name: "", sql: "SELECT pg_advisory_unlock(1)"))
        #expect(try await connection.query(Statement(name: "", sql: "SELECT count(*) FROM t")).only().int64(0) == 1)
    }

    @Test func aCallerThatWasCancelledBeforeSendsNothing() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (n int)")
        let connection = try await Connection.connect(database.address)
        defer { connection.close() }
        let fault = await withTaskGroup(of: PostgresError?.self) { group in
            group.cancelAll()
            group.addTask {
                await postgresError { try await connection.query(Statement(name: "", sql: "INSERT INTO t VALUES (1)")) }
            }
            return await group.next() ?? nil
        }
        #expect(fault?.code == .cancelled)
        #expect(fault?.maybeExecuted == false)
        #expect(try await connection.query(Statement(name: "", sql: "SELECT count(*) FROM t")).only().int64(0) == 0)
    }

    @Test func aLostConnectionSaysWhatMayHaveBeenCarriedOut() async throws {
        let database = try await TestDatabase.empty()
        let connection = try await Connection.connect(database.address)
        let pid = try await connection.query(Statement(name: "", sql: "SELECT pg_backend_pid()")).only().int64(0)
        async let underWay = postgresErrorOfSleeping(connection)
        try await database.run("SELECT pg_terminate_backend($1, 10000)", [.int32(Int32(pid))])
        let fault = await underWay
        #expect(fault?.isConnectionFault == true)
        await connection.ended()
        let later = await postgresError { try await connection.query(Statement(name: "", sql: "SELECT 1")) }
        #expect(later?.code == .closed)
        #expect(later?.maybeExecuted == false)
        #expect(later?.isRetryable == true)
    }

    @Test func manyCallsUnderWayAllFailOnceWhenTheConnectionBreaks() async throws {
        let database = try await TestDatabase.empty()
        let holder = try await Connection.connect(database.address)
        let connection = try await Connection.connect(database.address)
        defer { holder.close() }
        try await holder.query(Statement(name: "", sql: "SELECT pg_advisory_lock(1)"))
        let pid = try await connection.query(Statement(name: "", sql: "SELECT pg_backend_pid()")).only().int64(0)
        let faults = try await withThrowingTaskGroup(of: PostgresError?.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    await postgresError {
                        try await connection.query(Statement(name: "lock", sql: "SELECT pg_advisory_lock(1)"))
                    }
                }
            }
            try await waitForALockToBeAwaited(holder)
            try await database.run("SELECT pg_terminate_backend($1)", [.int32(Int32(pid))])
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(faults.count == 100)
        #expect(faults.allSatisfy { $0?.isConnectionFault == true })
        #expect(faults.contains { $0?.maybeExecuted == true })
    }

    private func postgresErrorOfSleeping(_ connection: Connection) async -> PostgresError? {
        await postgresError { try await connection.query(Statement(name: "", sql: "SELECT pg_sleep(600)")) }
    }

    private func waitForALockToBeAwaited(_ connection: Connection) async throws {
        let waiting = Statement(
            name: "waiting",
            sql: """
                SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                  WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted)
                """
        )
        while try await !connection.query(waiting).only().bool(0) {}
    }
}
