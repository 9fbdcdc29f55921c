import CairnAudit
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// What a redaction takes away leaves every table, whenever its entry was projected.
@Suite("redactions: projections")
struct RedactionProjectionTests {
    // Entries 1 to 4: of the subject that is to go, in every table that spans families. Entry 5: of another.
    static let lines = """
        consent.given 2026-03-01 {"subjects":["subject-9"],"consents":["consent-9"]}
        image.series-received 2026-03-01 {"subjects":["subject-9"],"assets":["series-1","study-1"],"modality":"CT"}
        dataset.members-added 2026-03-02 {"datasets":["d@1"],"subjects":["subject-9"],"assets":["series-1"]}
        access.viewed 2026-03-03 {"subjects":["subject-9"],"actor":{"id":"subject-9"}}
        consent.given 2026-03-01 {"subjects":["subject-8"],"consents":["consent-8"]}
        """
    static let types = ["consent.given", "image.series-received", "dataset.members-added", "access.viewed"].map {
        "cairn.\($0).v1"
    }

    @Test func whatWasProjectedAndThenRedactedLeavesEveryTable() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.project()
        let tables: Set = ["event", "reference", "member", "lineage", "consent", "image", "dataset", "access"]
        #expect(try await ledger.tables(with: "subject-9") == tables)
        try await ledger.redact([1, 2, 3, 4], as: RedactionProjectionTests.types)
        let report = try await ledger.project()
        #expect(report.newEntries == 4)
        #expect(!report.wasRebuilt)
        #expect(try await ledger.tables(with: "subject-9") == [])
        #expect(try await ledger.tables(with: "subject-8") == ["reference", "consent"])
        // Entries 0 and 5, and the four redactions.
        let steps = try await ledger.digests()
        #expect(steps["event"]?.hasPrefix("6 ") == true)
        #expect(steps["redaction"]?.hasPrefix("4 ") == true)
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        try await ledger.project(rebuild: true)
        #expect(try await ledger.digests() == steps)
        #expect(try await ledger.tables(with: "subject-9") == [])
    }

    /// The same with a sealer that takes the body away.
    @Test func whatTheSealerTakesAwayLeavesEveryTable() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        try await ledger.append(ProjectorTests.more)
        _ = try await ledger.project()
        let before = try await ProjectorTests.digests(ledger)
        #expect(before["consent"]?.hasPrefix("1 ") == true)
        // The lines of G7 are 7, so the consent is line 8.
        try await ledger.redact(8)
        _ = try await ledger.project()
        let steps = try await ProjectorTests.digests(ledger)
        #expect(steps["consent"]?.hasPrefix("0 ") == true)
        #expect(steps["redaction"]?.hasPrefix("1 ") == true)
        #expect(steps["access"] == before["access"])
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        _ = try await ledger.project(rebuild: true)
        #expect(try await ProjectorTests.digests(ledger) == steps)
    }

    @Test func whatWasRedactedBeforeItWasProjectedIsInNoTable() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.project()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.redact([1, 2, 3, 4], as: RedactionProjectionTests.types)
        // An entry without a body is passed over, and not noted as one that can't be read.
        #expect(try await ledger.project().skipped == [:])
        #expect(try await ledger.tables(with: "subject-9") == [])
        let steps = try await ledger.digests()
        #expect(steps["consent"]?.hasPrefix("1 ") == true)
        try await ledger.project(rebuild: true)
        #expect(try await ledger.digests() == steps)
    }

    @Test func aBodyThatStaysKeepsItsRowsUntilItsTypeIsNamed() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.redact([1], as: ["cairn.consent.refused.v1"], carriedOut: false)
        try await ledger.project()
        #expect(try await ledger.tables(with: "consent-9") == ["reference", "consent"])
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        try await ledger.redact([1], as: ["cairn.consent.given.v1"])
        try await ledger.project()
        #expect(try await ledger.tables(with: "consent-9") == [])
        let steps = try await ledger.digests()
        try await ledger.project(rebuild: true)
        #expect(try await ledger.digests() == steps)
    }

    @Test func aRedactionThatDoesntCountRemovesNothing() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        let uninterpreted = try await ledger.redact([1], as: ["cairn.consent.given.v1"], carriedOut: false)
        try await ledger.discount(uninterpreted, submission: false)
        let discounted = try await ledger.redact([1], as: ["cairn.consent.given.v1"], carriedOut: false)
        try await ledger.discount(discounted, submission: true)
        try await ledger.project()
        #expect(try await ledger.tables(with: "consent-9") == ["reference", "consent"])
        #expect(try await ledger.digests()["redaction"]?.hasPrefix("0 ") == true)
    }

    @Test func onlyEventsThatCountAreProjected() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.discount(1, submission: false)
        try await ledger.discount(2, submission: true)
        try await ledger.project()
        #expect(try await ledger.withAuditor { try await $0.countedEntries(from: 0, below: 9) } == [0, 3, 4, 5])
        #expect(try await ledger.tables(with: "consent-9") == [])
        #expect(try await ledger.tables(with: "study-1") == [])
    }

    private func faults(_ ledger: WrittenLedger) async throws -> [String] {
        try await ledger.withProjector { projector in
            try await projector.verify().map { "\($0.table) \($0.index) \($0.isExtra)" }
        }
    }

    /// Rows that a later redaction will remove are no fault of the projections; rows that one should have removed are.
    @Test func aRedactionThatIsStillToBeProjectedIsNoFault() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.project()
        try await ledger.redact([1, 3], as: ["cairn.consent.given.v1", "cairn.dataset.members-added.v1"])
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
        try await ledger.database.run("DELETE FROM cairn_projection_1.event WHERE idx = 5")
        #expect(try await faults(ledger) == ["event 5 false"])
        try await ledger.project(rebuild: true)
        try await ledger.database.run(
            "INSERT INTO cairn_projection_1.member VALUES ('d@1', 'subjects', 'subject-9', 3, true)"
        )
        #expect(try await faults(ledger) == ["member 3 true"])
    }

    @Test func whatCouldNotBeReadAndWasRedactedIsNoLongerNoted() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.project()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.database.run("ALTER TABLE cairn_projection_1.consent ADD CHECK (idx <> 1)")
        #expect(try await ledger.project().skipped == [1: "23514"])
        try await ledger.redact([1], as: ["cairn.consent.given.v1"])
        #expect(try await ledger.project().skipped == [:])
        let steps = try await ledger.digests()
        try await ledger.project(rebuild: true)
        #expect(try await ledger.digests() == steps)
    }

    @Test func aRedactionIsNeverSkipped() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.project()
        try await ledger.redact([1], as: ["cairn.consent.given.v1"])
        try await ledger.database.run("ALTER TABLE cairn_projection_1.redaction ADD CHECK (idx <> 6)")
        let error = await #expect(throws: PostgresError.self) { try await ledger.project() }
        #expect(error?.code.rawValue == "23514")
        try await ledger.database.run("ALTER TABLE cairn_projection_1.redaction DROP CONSTRAINT redaction_idx_check")
        #expect(try await ledger.project().position == 7)
        #expect(try await ledger.tables(with: "consent-9") == [])
    }

    @Test func aRedactionIsARowOfItsOwnTable() async throws {
        let ledger = try await WrittenLedger()
        try await ledger.append(RedactionProjectionTests.lines)
        try await ledger.redact([4, 1], as: ["cairn.access.viewed.v1", "cairn.consent.given.v1"])
        try await ledger.project()
        let sql = "SELECT idx, index, type, reason, verb FROM cairn_projection_1.redaction ORDER BY idx"
        let rows = try await ledger.database.run(sql).rows.map { row in
            "\(try row.int64(0)) \(try row.int64(1)) \(try row.text(2)) \(try row.text(3)) \(try row.text(4))"
        }
        #expect(
            rows == [
                "6 4 cairn.access.viewed.v1 name-in-text recorded", "7 1 cairn.consent.given.v1 name-in-text recorded",
            ]
        )
    }

    @Test func aTypeWithAnotherVersionThanTypesHaveIsAFamilyOfItsOwn() async throws {
        let ledger = try await WrittenLedger()
        // A version has no leading zero; the appended type is cairn.consent.given.v01.v1, which has five parts.
        try await ledger.append(#"consent.given.v01 2026-03-01 {"subjects":["s1"]}"#)
        try await ledger.project()
        let row = try await ledger.database.run("SELECT family FROM cairn_projection_1.event WHERE idx = 1").only()
        #expect(try row.text(0) == "cairn.consent.given.v01.v1")
    }
}
