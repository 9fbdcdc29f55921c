import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

@testable import Cairn

/// What a statement reads of a ledger that has grown, and that PostgreSQL knows to have grown: never all of it.
@Suite("rows that are read")
struct RowsReadTests {
    /// The rows of `cairn.entry` that a statement read, by table and by index, in a transaction of its own.
    private static func rows(
        of ledger: TestLedger,
        _ statement: Statement,
        _ parameters: [Parameter]
    ) async throws -> Int64 {
        let connection = try await Connection.connect(ledger.database.address)
        defer { connection.close() }
        return try await connection.withTransaction { connection in
            try await connection.query(statement, parameters)
            let counted = Statement(
                name: "",
                sql: """
                    SELECT sum(pg_stat_get_xact_tuples_returned(c.oid))::int8
                    FROM pg_class c
                    LEFT JOIN pg_index i ON i.indexrelid = c.oid
                    WHERE 'cairn.entry_1'::regclass IN (c.oid, i.indrelid)
                    """
            )
            return try await connection.query(counted).only().int64(0)
        }
    }

    /// A ledger of 6,000 entries and some, of which few are the registrar's, and two don't count.
    private static func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        for _ in 0..<3 { _ = try await author.append(bodies: (0..<2_000).map { try TestLedger.body($0) }) }
        _ = try await ledger.seal()
        try await ledger.database.run("ANALYZE")
        return ledger
    }

    @Test func whoLooksForEventsOfTheRegistryReadsThoseOfItsAuthors() async throws {
        let ledger = try await RowsReadTests.ledger()
        let authors = try await ledger.database.run(
            "SELECT DISTINCT author FROM cairn.submission WHERE first_index < 4"
        )
        let names = try authors.rows.map { try $0.text(0) }
        let parameters: [Parameter] = [.int32(1), .textArray(names), .int64(0), .int64(-1)]
        let read = try await RowsReadTests.rows(of: ledger, SQL.bodiesByAuthors, parameters)
        // Submission 0 has three entries, the registration is one.
        #expect((4...20).contains(read))
    }

    @Test func whoLooksForDiscardedBodiesReadsThoseOfSubmissionsThatDoNotCount() async throws {
        let ledger = try await RowsReadTests.ledger()
        try await ledger.database.run("INSERT INTO cairn.discounted VALUES (1, 3, 'submission.number')")
        let read = try await RowsReadTests.rows(of: ledger, SQL.absentDiscounted, [.int32(1), .int64(6_004)])
        #expect((1...20).contains(read))
    }

    @Test func whoAppendsReadsTheHeadAndNotTheLedger() async throws {
        let ledger = try await RowsReadTests.ledger()
        let author = try await ledger.database.run("SELECT max(author) FROM cairn.submission WHERE first_index > 3")
        let parameters: [Parameter] = [.text("\(ledger.origin)"), .text(try author.only().text(0))]
        #expect((1...4).contains(try await RowsReadTests.rows(of: ledger, SQL.authorState, parameters)))
        #expect((1...4).contains(try await RowsReadTests.rows(of: ledger, SQL.size, [.int32(1)])))
    }
}
