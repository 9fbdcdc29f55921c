import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

@testable import CairnAudit

/// A question about one person reads what is recorded of that person, however many others there are.
@Suite("Questions about one person")
struct OneSubjectTests {
    /// Twelve events of one person: consent and its withdrawal, an opt-out, images, an annotation, a restriction, an
    /// objection, an erasure asked for, acts that name the person or a series of the person's, and one that was denied.
    private static func life(_ number: Int) -> String {
        """
        consent.given 2026-01-02 {"subjects":["s\(number)"],"consents":["c\(number)"],"purposes":["dpv:ScientificResearch"]}
        image.series-received 2026-01-03 {"subjects":["s\(number)"],"assets":["series-\(number)","study-\(number)"],"modality":"CT","instances":10,"bytes":1000,"instancesRoot":"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=","actor":{"id":"gateway","kind":"service"},"source":"PACS"}
        annotation.created 2026-01-04 {"assets":["annotation-\(number)"],"kind":"SEG","target":"series-\(number)","subjects":["s\(number)"]}
        opt-out.registered 2026-01-10 {"subjects":["s\(number)"]}
        restriction.applied 2026-02-10 {"restriction":"r\(number)","ground":"eu-gdpr:A18","subjects":["s\(number)"]}
        objection.raised 2026-02-11 {"requests":["o\(number)"],"subjects":["s\(number)"]}
        erasure.requested 2026-02-12 {"requests":["e\(number)"],"subjects":["s\(number)"],"receivedAt":"2026-02-12T00:00:00Z"}
        request.received 2026-02-12 {"requests":["q\(number)"],"subjects":["s\(number)"],"requestedRight":"eu-gdpr:A16","receivedAt":"2026-02-12T00:00:00Z"}
        access.read 2026-02-13 {"purposes":["dpv:ScientificResearch"],"subjects":["s\(number)"]}
        access.read 2026-02-14 {"purposes":["dpv:ScientificResearch"],"assets":["series-\(number)"]}
        access.denied 2026-02-15 {"reason":"restricted","subjects":["s\(number)"]}
        consent.withdrawn 2026-02-16 {"subjects":["s\(number)"],"consents":["c\(number)"]}
        """
    }

    /// A ledger of a person whose dataset, permit and model are the person's own, and of others in another dataset.
    private static func ledger(others: Int) async throws -> AskedLedger {
        let names = (1...others).map { "\"s\($0)\"" }.joined(separator: ",")
        let lives = (0...others).map(life).joined(separator: "\n")
        let view = #"access.read 2026-02-03 {"purposes":["dpv:ScientificResearch"],"datasets":["e@1"]}"#
        let views = (1...others).map { _ in view }.joined(separator: "\n")
        return try await AskedLedger(
            """
            dataset.members-added 2026-01-05 {"datasets":["d@1"],"subjects":["s0"]}
            dataset.version-released 2026-01-05 {"datasets":["d@1"],"subjectCount":1}
            dataset.version-released 2026-01-06 {"datasets":["d@2"],"previous":"d@1","subjectCount":1}
            dataset.members-added 2026-01-05 {"datasets":["e@1"],"subjects":[\(names)]}
            permit.issued 2026-02-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-02-01T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            model.trained 2026-02-02 {"models":["m1"],"datasets":["d@1"]}
            access.read 2026-02-03 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            access.denied 2026-02-04 {"reason":"restricted","datasets":["d@1"]}
            \(lives)
            \(views)
            """
        )
    }

    /// The rows that tables and indexes gave to each question about the person, once the plans were made.
    private static func rowsRead(_ ledger: AskedLedger) async throws -> [String: Int64] {
        try await Auditor.with(ledger.database.address, ledger.origin) { auditor in
            let at = try Timestamp(parsing: Array("2026-03-01T12:00:00Z".utf8))
            return try await auditor.asking(1 << 40, at) { connection in
                try await connection.query(Statement(name: "", sql: "SET LOCAL enable_seqscan = off"))
                var read: [String: Int64] = [:]
                for question in Question.all where question.parameters.contains(where: isOfPerson) {
                    let values = try Auditor.parameters(question, given(question))
                    let bound: [Parameter] = values.map { $0.map { .text($0) } ?? .null }
                    let before = try await rows(connection)
                    try await connection.query(Statement(name: "", sql: question.sql), bound)
                    read[question.code] = try await rows(connection) - before
                }
                return read
            }
        }
    }

    private static func isOfPerson(_ parameter: Question.Parameter) -> Bool {
        ["subject", "id"].contains(parameter.name)
    }

    private static func given(_ question: Question) -> [String: String] {
        let all = ["subject": "s0", "id": "s0", "kind": "subject", "purpose": "dpv:ScientificResearch"]
        return all.filter { value in question.parameters.contains { $0.name == value.key } }
    }

    private static func rows(_ connection: Connection) async throws -> Int64 {
        let sql = """
            SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
            FROM pg_stat_xact_user_tables WHERE schemaname LIKE 'cairn_projection_%'
            """
        return try await connection.query(Statement(name: "", sql: sql)).only().int64(0)
    }

    @Test func tenTimesAsManyOthersAddNoRowsRead() async throws {
        let few = try await OneSubjectTests.rowsRead(OneSubjectTests.ledger(others: 30))
        let many = try await OneSubjectTests.rowsRead(OneSubjectTests.ledger(others: 300))
        #expect(few.count == 11)
        // e1 joins every act once somebody opted out before a permit: it isn't about one person alone, and still grows.
        for (question, rows) in few where question != "e1" {
            #expect(try #require(many[question]) <= rows + 60, "\(question): \(rows) rows with 30 others")
        }
    }
}
