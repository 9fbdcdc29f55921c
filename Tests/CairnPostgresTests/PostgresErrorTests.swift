import CairnPostgres
import Testing

@Suite("PostgresError.Code")
struct PostgresErrorTests {
    static let codes: [(PostgresError.Code, String)] = [
        (.lost, "connection.lost"),
        (.closed, "connection.closed"),
        (.cancelled, "call.cancelled"),
        (.parameter, "parameter.type"),
        (.shape, "result.shape"),
        (.copy, "copy.malformed"),
        (.poolTimeout, "pool.timeout"),
        (.poolClosed, "pool.closed"),
        (.schemaLocked, "schema.locked"),
    ]

    @Test(arguments: codes)
    func aCodeKeepsItsNameForEver(code: PostgresError.Code, name: String) {
        #expect(code.rawValue == name)
    }
}
