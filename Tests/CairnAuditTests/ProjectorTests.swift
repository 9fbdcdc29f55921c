import CairnAudit
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// Projections: from sealed entries alone, exactly once, equal however they were computed.
@Suite("projector")
struct ProjectorTests {
    static let more = """
        consent.given 2026-03-01 {"subjects":["s9"],"consents":["c9"],"purposes":["dpv:ScientificResearch"]}
        image.series-received 2026-03-01 {"subjects":["s9"],"assets":["series-1","study-1"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
        annotation.created 2026-03-02 {"assets":["annotation-1"],"kind":"SEG","target":"series-1"}
        model.trained 2026-03-03 {"models":["m1"],"datasets":["d@1","d@2"]}
        """

    static func digests(_ ledger: AskedLedger) async throws -> [String: String] {
        try await ledger.withProjector { projector in
            Dictionary(uniqueKeysWithValues: try await projector.digests().map { ($0.name, "\($0.rows) \($0.digest)") })
        }
    }

    @Test func stepsAndARebuildGiveTheSameRows() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        try await ledger.append(ProjectorTests.more)
        let report = try await ledger.project()
        #expect(report.newEntries == 4)
        #expect(!report.wasRebuilt)
        let steps = try await ProjectorTests.digests(ledger)
        #expect(steps["consent"]?.hasPrefix("1 ") == true)
        #expect(steps["member"]?.hasPrefix("2 ") == true)
        #expect(try await ledger.project(rebuild: true).wasRebuilt)
        #expect(try await ProjectorTests.digests(ledger) == steps)
        #expect(try await ledger.project().newEntries == 0)
    }

    @Test func whatIsNotSealedIsNotProjected() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        try await ledger.append(ProjectorTests.more, seal: false)
        let report = try await ledger.project()
        #expect(report.position == ledger.first + 7)
        #expect(try await ledger.ask("g7", ["subject": "s9"]).answer.knownAt == ledger.first + 7)
    }

    @Test(arguments: [
        ("access", "UPDATE cairn_projection_1.access SET purposes = '{dpv:AcademicResearch}' WHERE verb = 'read'"),
        ("reference", "DELETE FROM cairn_projection_1.reference WHERE kind = 'subjects' AND ref = 's1'"),
        ("member", "INSERT INTO cairn_projection_1.member VALUES ('d@1', 'subjects', 's7', 3, true)"),
        ("term", "INSERT INTO cairn_projection_1.term VALUES ('dpv:CommercialResearch', 'dpv:AcademicResearch')"),
        ("reason", "UPDATE cairn_projection_1.reason SET verdict = 'covered' WHERE code = 'no-agreement'"),
        ("skipped", "INSERT INTO cairn_projection_1.skipped VALUES (5, '22023')"),
    ])
    func aRowThatTheEntriesDontGiveIsFound(table: String, sql: String) async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        try await ledger.database.run(sql)
        let faults = try await ledger.withProjector { try await $0.verify() }
        #expect(faults.map(\.table) == [table])
        _ = try await ledger.project(rebuild: true)
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
    }

    /// A projector that goes on while the tables are compared makes no row that the entries don't give.
    @Test func tablesThatGrowWhileTheyAreVerifiedAreNoFault() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        for _ in 0..<4 {
            try await ledger.append(ProjectorTests.more)
            async let verified = ledger.withProjector { try await $0.verify() }
            async let projected = ledger.project()
            _ = try await projected
            #expect(try await verified == [])
        }
    }

    @Test func anotherDefinitionIsNoticedAndComputedAnew() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        try await ledger.database.run(
            "UPDATE cairn_projection_1.projection SET definition = 'older' WHERE name = 'access'"
        )
        let error = await #expect(throws: AuditError.self) { try await ledger.ask("g7", ["subject": "s1"]) }
        #expect(error?.code.rawValue == "projection.missing")
        #expect(try await ledger.project().wasRebuilt)
        #expect(try await ledger.ask("g7", ["subject": "s1"]).answer.rows.count == 2)
    }

    @Test func anEntryThatTheDatabaseCannotTakeIsFoundNotedAndSkipped() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        try await ledger.append(ProjectorTests.more)
        let bad = ledger.first + 9
        try await ledger.database.run("ALTER TABLE cairn_projection_1.event ADD CHECK (idx <> \(bad))")
        let report = try await ledger.project()
        #expect(report.position == ledger.first + 11)
        #expect(report.skipped == [bad: "23514"])
        #expect(try await ProjectorTests.digests(ledger)["model"]?.hasPrefix("1 ") == true)
        #expect(try await ProjectorTests.digests(ledger)["annotation"]?.hasPrefix("0 ") == true)
    }

    @Test func twoProjectorsDoNothingTwice() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        try await ledger.append(ProjectorTests.more)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    // Whoever comes second is told projection.contended, and nothing is done twice.
                    _ = try? await ledger.project()
                }
            }
        }
        _ = try await ledger.project()
        let steps = try await ProjectorTests.digests(ledger)
        _ = try await ledger.project(rebuild: true)
        #expect(try await ProjectorTests.digests(ledger) == steps)
    }

    @Test func aLedgerThatIsNotHereIsNamed() async throws {
        let ledger = try await AskedLedger()
        let error = await #expect(throws: AuditError.self) {
            try await Projector.with(ledger.database.address, .init("ledger.elsewhere.example/x")) { _ in }
        }
        #expect(error?.code.rawValue == "projection.no-ledger")
    }
}
