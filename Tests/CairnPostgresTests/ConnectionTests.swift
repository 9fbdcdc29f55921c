import CairnPostgres
import CairnTestSupport
import Testing

@Suite("Connection")
struct ConnectionTests {
    private let answer = Statement(name: "answer", sql: "SELECT $1::int8 + 1, $2::bytea, $3::text")

    @Test func manyCallsAtOnceAreAnsweredEachWithItsOwn() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        let answers = try await withThrowingTaskGroup(of: (Int64, Int64).self) { group in
            for number in 0..<500 as Range<Int64> {
                group.addTask {
                    let row = try await connection.query(answer, [.int64(number), .bytes([0, 255]), .text("ü")]).only()
                    guard try row.bytes(1) == [0, 255], try row.text(2) == "ü" else { return (number, -1) }
                    return (number, try row.int64(0))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers.count == 500)
        #expect(answers.allSatisfy { $0.value == $0.key + 1 })
    }

    @Test func anErrorFailsItsOwnCallAlone() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        async let failing = fault(of: connection, Statement(name: "zero", sql: "SELECT 1 / $1::int8"), [.int64(0)])
        async let fine = connection.query(answer, [.int64(1), .bytes([]), .text("")])
        #expect(await failing?.code.rawValue == "22012")
        #expect(try await fine.only().int64(0) == 2)
        #expect(try await connection.query(answer, [.int64(2), .bytes([]), .text("")]).only().int64(0) == 3)
    }

    @Test func aStatementThatFailedCanBeCalledAgain() async throws {
        let connection = try await Connection.connect(TestDatabase.empty().address)
        defer { connection.close() }
        let divide = Statement(name: "divide", sql: "SELECT 6 / $1::int8")
        #expect(await fault(of: connection, divide, [.int64(0)])?.code.rawValue == "22012")
        #expect(try await connection.query(divide, [.int64(2)]).only().int64(0) == 3)
    }

    @Test func aBrokenConnectionFailsWhatIsUnderWay() async throws {
        let database = try await TestDatabase.empty()
        let connection = try await Connection.connect(database.address)
        let process = try await connection.query(Statement(name: "pid", sql: "SELECT pg_backend_pid()")).only().int64(0)
        async let waiting = fault(of: connection, Statement(name: "lock", sql: "SELECT pg_sleep(600)"))
        try await database.run("SELECT pg_terminate_backend($1::int4)", [.int32(Int32(process))])
        #expect(await waiting?.isConnectionFault == true)
        await #expect { try await connection.query(answer, [.int64(1), .bytes([]), .text("")]) } throws: {
            ($0 as? PostgresError)?.isConnectionFault == true
        }
    }

    private func fault(of connection: Connection, _ statement: Statement, _ parameters: [Parameter] = []) async
        -> PostgresError?
    {
        do {
            try await connection.query(statement, parameters)
            return nil
        } catch {
            return error as? PostgresError
        }
    }

    @Test func boundValuesAreInNoError() async throws {
        let database = try await TestDatabase.empty()
        let secret = "planted-secret-value"
        try await database.run("CREATE TABLE t (v text PRIMARY KEY, n int CHECK (n > 0))")
        try await database.run("INSERT INTO t VALUES ($1, 1)", [.text(secret)])
        let failing: [(String, [Parameter])] = [
            ("INSERT INTO t VALUES ($1::text, 1)", [.text(secret)]),
            ("INSERT INTO t VALUES ($1::text, 0)", [.text(secret)]),
            ("SELECT $1::text::int", [.text(secret)]), ("SELECT $1::text::uuid", [.text(secret)]),
        ]
        for (sql, parameters) in failing {
            await #expect { try await database.run(sql, parameters) } throws: {
                !"\($0)".contains(secret) && "\($0)".count > 5
            }
        }
    }

    @Test func aServerThatIsNotThereIsAnErrorThatSaysSo() async throws {
        await #expect { try await Connection.connect(DatabaseAddress("host=/nonexistent dbname=x")) } throws: {
            ($0 as? PostgresError)?.code == .connect && !"\($0)".contains("connection.failed: \n")
        }
    }
}
