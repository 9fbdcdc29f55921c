import CairnPostgres
import CairnTestSupport
import Testing

@Suite("PreparedStatements")
struct PreparedStatementsTests {
    @Test func aStatementThatCannotBePreparedFailsAllItsCallsWithTheReason() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        let faulty = Statement(name: "faulty", sql: "SELECT * FROM missing WHERE n = $1")
        let codes = await withTaskGroup(of: String?.self) { group in
            for number in 0..<50 as Range<Int64> {
                group.addTask {
                    await postgresError { try await connection.query(faulty, [.int64(number)]) }?.code.rawValue
                }
            }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(codes == ["42P01"])
    }

    @Test func aStatementThatCouldNotBePreparedIsPreparedOnceItCan() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        let count = Statement(name: "count", sql: "SELECT count(*) FROM later")
        let early = await postgresError { try await connection.query(count) }
        #expect(early?.code.rawValue == "42P01")
        #expect(early?.message.contains("later") == true)
        try await connection.query(Statement(name: "", sql: "CREATE TABLE later (n int)"))
        #expect(try await connection.query(count).only().int64(0) == 0)
    }

    @Test func aStatementWhoseColumnsChangedIsPreparedAnew() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        try await connection.query(Statement(name: "", sql: "CREATE TABLE t AS SELECT 1::int8 AS n"))
        let all = Statement(name: "all", sql: "SELECT * FROM t")
        #expect(try await connection.query(all).only().int64(0) == 1)
        try await connection.query(Statement(name: "", sql: "ALTER TABLE t ADD m int8 DEFAULT 2"))
        let stale = await postgresError { try await connection.query(all) }
        #expect(stale?.code.rawValue == "0A000")
        #expect(try await connection.query(all).only().int64(1) == 2)
    }

    @Test func parametersOfOtherTypesThanAtTheFirstUseAreRefused() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        let echo = Statement(name: "echo", sql: "SELECT $1")
        #expect(try await connection.query(echo, [.text("a")]).only().text(0) == "a")
        let fault = await postgresError { try await connection.query(echo, [.int64(1)]) }
        #expect(fault?.code == .parameter)
        #expect(try await connection.query(echo, [.null]).only().isNull(0))
    }

    @Test func statementsWithoutANameDoNotMeet() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        for number in [1, 2, 1, 2] as [Int64] {
            let answer = try await connection.query(Statement(name: "", sql: "SELECT \(number)::int8")).only().int64(0)
            #expect(answer == number)
        }
    }

    @Test func aConstraintCheckedAtTheCommitFailsItsOwnCall() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        try await connection.query(
            Statement(name: "", sql: "CREATE TABLE t (n int CONSTRAINT one UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        )
        let insert = Statement(name: "insert", sql: "INSERT INTO t VALUES ($1)")
        async let first = postgresError { try await connection.query(insert, [.int32(1)]) }
        #expect(await first == nil)
        let second = await postgresError { try await connection.query(insert, [.int32(1)]) }
        #expect(second?.code == .uniqueViolation)
        #expect(second?.constraint == "one")
        #expect(try await connection.query(insert, [.int32(2)]).tag == "INSERT 0 1")
    }
}
