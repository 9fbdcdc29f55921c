import CairnPostgres
import CairnTestSupport
import Testing

@Suite("ConnectionPool")
struct ConnectionPoolTests {
    private let process = Statement(name: "pid", sql: "SELECT pg_backend_pid()")
    private let terminate = Statement(name: "terminate", sql: "SELECT pg_terminate_backend($1, 10000)")

    @Test func aConnectionIsUsedAgain() async throws {
        let pool = ConnectionPool(try await TestDatabase.empty().address, maximum: 2)
        defer { pool.close() }
        var processes: Set<Int64> = []
        for _ in 0..<5 {
            processes.insert(try await pool.withTransaction { try await $0.query(process).only().int64(0) })
        }
        #expect(processes.count == 1)
    }

    @Test func noMoreConnectionsAreOpenedThanAllowed() async throws {
        let database = try await TestDatabase.empty()
        let pool = ConnectionPool(database.address, maximum: 3, waitTimeout: .seconds(86_400))
        defer { pool.close() }
        let processes = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<60 {
                group.addTask { try await pool.withConnection { try await $0.query(process).only().int64(0) } }
            }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect((1...3).contains(processes.count))
    }

    @Test func whoWaitsTooLongIsTold() async throws {
        let pool = ConnectionPool(try await TestDatabase.empty().address, maximum: 1, waitTimeout: .milliseconds(50))
        defer { pool.close() }
        try await pool.withConnection { _ in
            let fault = await postgresError { try await pool.withConnection { _ in } }
            #expect(fault?.code == .poolTimeout)
        }
        let rows = try await pool.withConnection { try await $0.query(process).rows.count }
        #expect(rows == 1)
    }

    @Test func whoIsCancelledWhileWaitingLeavesTheQueue() async throws {
        let pool = ConnectionPool(try await TestDatabase.empty().address, maximum: 1, waitTimeout: .seconds(86_400))
        defer { pool.close() }
        try await pool.withConnection { _ in
            await withTaskGroup(of: PostgresError.Code?.self) { group in
                group.addTask { await postgresError { try await pool.withConnection { _ in } }?.code }
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
        let rows = try await pool.withConnection { try await $0.query(process).rows.count }
        #expect(rows == 1)
    }

    @Test func aBrokenConnectionIsReplaced() async throws {
        let database = try await TestDatabase.empty()
        let pool = ConnectionPool(database.address, maximum: 1)
        defer { pool.close() }
        let first = try await pool.withConnection { connection in
            let first = try await connection.query(process).only().int64(0)
            try await database.run("SELECT pg_terminate_backend($1, 10000)", [.int32(Int32(first))])
            await connection.ended()
            return first
        }
        let second = try await pool.withConnection { try await $0.query(process).only().int64(0) }
        #expect(first != second)
    }

    @Test func aThrownErrorRollsBack() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (n int)")
        let pool = ConnectionPool(database.address, maximum: 1)
        defer { pool.close() }
        await #expect(throws: CancellationError.self) {
            try await pool.withTransaction { connection in
                try await connection.query(Statement(name: "", sql: "INSERT INTO t VALUES (1)"))
                throw CancellationError()
            }
        }
        try await pool.withTransaction { connection in
            _ = try await connection.query(Statement(name: "", sql: "INSERT INTO t VALUES (2)"))
        }
        #expect(try await database.run("SELECT sum(n) FROM t").only().int64(0) == 2)
    }

    @Test func aCancelledTransactionStopsItsStatementAndRollsBack() async throws {
        let database = try await TestDatabase.empty()
        try await database.run("CREATE TABLE t (n int)")
        let pool = ConnectionPool(database.address, maximum: 1)
        defer { pool.close() }
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        await withTaskGroup(of: PostgresError?.self) { group in
            group.addTask {
                await postgresError {
                    try await pool.withTransaction { connection in
                        try await connection.query(Statement(name: "", sql: "INSERT INTO t VALUES (1)"))
                        start.finish()
                        _ = try await connection.query(Statement(name: "", sql: "SELECT pg_sleep(600)"))
                    }
                }
            }
            for await _ in started {}
            group.cancelAll()
            let fault = await group.next() ?? nil
            #expect(fault?.code == .cancelled)
        }
        let count = try await pool.withConnection { connection in
            try await connection.query(Statement(name: "", sql: "SELECT count(*) FROM t")).only().int64(0)
        }
        #expect(count == 0)
    }

    @Test func anErrorThatTheFunctionSwallowedStillFailsTheCommit() async throws {
        let pool = ConnectionPool(try await TestDatabase.empty().address, maximum: 1)
        defer { pool.close() }
        let fault = await postgresError {
            try await pool.withTransaction { connection in
                _ = await postgresError { try await connection.query(Statement(name: "", sql: "SELECT 1 / 0")) }
            }
        }
        #expect(fault?.code.rawValue == "25P02")
    }

    @Test func aConnectionThatComesBackInATransactionIsClosed() async throws {
        let pool = ConnectionPool(try await TestDatabase.empty().address, maximum: 1)
        defer { pool.close() }
        let first = try await pool.withConnection { connection in
            try await connection.query(Statement(name: "", sql: "BEGIN"))
            return try await connection.query(process).only().int64(0)
        }
        let second = try await pool.withConnection { try await $0.query(process).only().int64(0) }
        #expect(first != second)
    }

    @Test func aServerThatIsNotThereIsTriedUntilTheCallerMayWaitNoLonger() async throws {
        let pool = ConnectionPool(
            DatabaseAddress("host=/nonexistent dbname=x"),
            maximum: 1,
            waitTimeout: .milliseconds(200)
        )
        let fault = await postgresError { try await pool.withConnection { _ in } }
        #expect(fault?.code == .connect)
    }

    @Test func aClosedPoolRefuses() async throws {
        let pool = ConnectionPool(try await TestDatabase.empty().address)
        pool.close()
        let fault = await postgresError { try await pool.withConnection { _ in } }
        #expect(fault?.code == .poolClosed)
    }
}
