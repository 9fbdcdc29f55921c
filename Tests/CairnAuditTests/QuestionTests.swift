import CairnAudit
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// What holds for every question.
@Suite("questions")
struct QuestionTests {
    /// Something for most questions.
    static let lines = [G4Tests.lines, G5Tests.lines, G9Tests.lines, G24Tests.lines].joined(separator: "\n")

    @Test func codesAreUniqueAndEverythingIsSaid() {
        #expect(Set(Question.all.map(\.code)).count == Question.all.count)
        for question in Question.all {
            #expect(
                !question.article.isEmpty && !question.need.isEmpty && !question.cannotTell.isEmpty,
                "\(question.code)"
            )
            #expect(!question.columns.contains { $0.name == "entries" }, "\(question.code)")
        }
    }

    /// Each statement runs on an empty ledger, and gives the columns that its descriptor names, in their order.
    @Test func everyStatementGivesTheColumnsThatItNames() async throws {
        let ledger = try await AskedLedger()
        let connection = try await Connection.connect(ledger.database.address)
        defer { connection.close() }
        try await connection.query(Statement(name: "", sql: "SET search_path = cairn_projection_1, pg_catalog"))
        for question in Question.all {
            let view = "CREATE TEMPORARY VIEW \(question.code) AS \(question.statement(substituting: "'2026-01-01'"))"
            try await connection.query(Statement(name: "", sql: view))
            let sql =
                "SELECT attname::text FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 ORDER BY attnum"
            let names = try await connection.query(Statement(name: "", sql: sql), [.text("pg_temp.\(question.code)")])
                .rows
            let there = try names.map { try $0.text(0) }
            // The verdict follows from the reason.
            let named = question.columns.filter { $0.kind != .verdict || there.contains($0.name) }.map(\.name)
            #expect(there == named + ["entries"], "\(question.code)")
            var unknown = 0
            let given = question.parameters.map { parameter in
                switch parameter.kind {
                case .id, .term:
                    unknown += 1
                    return (parameter.name, "x@1")
                case .choice(let words): return (parameter.name, words[0])
                case .time: return (parameter.name, parameter.name == "to" ? "2026-02-01" : "2026-01-01")
                case .count: return (parameter.name, "20")
                }
            }
            let answer = try await ledger.ask(question.code, Dictionary(uniqueKeysWithValues: given))
            #expect(!answer.summary.isEmpty)
            // No legal calendar is set, either.
            let expected = unknown + (question.hasDueDates ? 1 : 0)
            #expect(
                answer.answer.warnings.count == expected,
                "\(question.code) doesn't say that it knows no such thing"
            )
        }
    }

    @Test func aQuestionThatIsNotThereIsNamed() throws {
        let error = #expect(throws: AuditError.self) { try Question.named("g99") }
        #expect(error?.code.rawValue == "question.unknown")
    }

    @Test(arguments: [
        [:], ["subject": "s1", "purpose": "x"], ["subject": ""], ["subject": "s1", "from": "yesterday"],
        ["subject": "s1", "from": "2026-02-01", "to": "2026-01-01"],
        ["subject": "s1", "from": "2026-02-01", "to": "2026-02-01"],
    ])
    func parametersAreChecked(given: [String: String]) async throws {
        let ledger = try await AskedLedger()
        let error = await #expect(throws: AuditError.self) { try await ledger.ask("g7", given) }
        #expect(error?.code.rawValue == "question.parameter")
    }

    @Test func rowsBeyondTheLimitAreCountedAndTold() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        let answer = try await ledger.ask("g7", ["subject": "s1"], limit: 1).answer
        #expect(answer.rows.count == 1)
        #expect(answer.tally.rows == 2)
        #expect(answer.excluded.contains { $0.hasPrefix("1 more rows") })
    }

    /// Whether all rows are listed or two, the first are the same, and so is what is said of all.
    @Test func theFirstRowsAreTheSameHoweverManyAreListed() async throws {
        let ledger = try await AskedLedger(QuestionTests.lines)
        for question in Question.all where !question.parameters.contains(where: \.isRequired) {
            let all = try await ledger.ask(question.code).answer
            let first = try await ledger.ask(question.code, limit: 2).answer
            #expect(first.rows == Array(all.rows.prefix(2)), "\(question.code)")
            #expect(first.summary == all.summary, "\(question.code)")
            #expect(first.tally == all.tally, "\(question.code)")
            #expect(all.tally.rows == all.rows.count, "\(question.code)")
        }
    }
}
