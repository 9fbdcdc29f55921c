import CairnAudit
import CairnPostgres
import CairnTestSupport
import Testing

/// Events that were marked as wrong: they decide nothing any more, if who marks them may.
@Suite("corrections")
struct CorrectionTests {
    private static let given =
        #"consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}"#
    private static let asked = ["subject": "s1", "purpose": "dpv:AcademicResearch"]

    /// The id of a line's event.
    private func id(ofLine line: UInt64, in ledger: AskedLedger) async throws -> String {
        try await ledger.database.run(
            "SELECT event_id::text FROM cairn.entry WHERE idx = $1::text::bigint",
            [.text("\(ledger.first + line - 1)")]
        ).only().text(0)
    }

    private func mark(_ ledger: AskedLedger, by name: String, role: String) async throws {
        let target = try await id(ofLine: 1, in: ledger)
        try await ledger.append(
            #"correction.marked 2026-02-01 {"target":"\#(target)","reason":"wrong-patient"}"#,
            by: (name, role)
        )
        _ = try await ledger.project()
    }

    /// The author of the consent marks it: nobody had agreed, whatever time is asked about; before the mark is known,
    /// it was one.
    ///
    /// A third mark takes the second back.
    @Test func theAuthorMarksItsOwn() async throws {
        let ledger = try await AskedLedger(
            CorrectionTests.given + "\n" + #"correction.marked 2026-02-01 {"target":"{id 1}","reason":"wrong-patient"}"#
        )
        let answer = try await ledger.ask("g2", CorrectionTests.asked, validAt: "2026-01-10")
        #expect(answer.lines("state_then", "reason") == ["none no-consent"])
        #expect(answer.cited == [[1, 2]])
        #expect(answer.summary == "No: no consent of this person is recorded in this ledger by then.")
        #expect(
            try await ledger.ask("g2", CorrectionTests.asked, validAt: "2026-01-10", knownAtLine: 1).lines("reason")
                == ["consent"]
        )
        let second = try await id(ofLine: 2, in: ledger)
        try await ledger.append(#"correction.marked 2026-02-02 {"target":"\#(second)","reason":"wrong-mark"}"#)
        _ = try await ledger.project()
        #expect(try await ledger.ask("g2", CorrectionTests.asked).lines("reason") == ["consent"])
    }

    /// Another author marks it: with the role of consents, or with all roles, the mark counts.
    @Test(arguments: ["consent", "*"])
    func anAuthorOfTheFamilyMarks(role: String) async throws {
        let ledger = try await AskedLedger(CorrectionTests.given)
        try await mark(ledger, by: "officer", role: role)
        #expect(try await ledger.ask("g2", CorrectionTests.asked).lines("reason") == ["no-consent"])
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
    }

    /// An author that may only mark, or record accesses, can't undo a consent; the table is the same computed anew.
    @Test func anotherAuthorsMarkDoesNotCount() async throws {
        let ledger = try await AskedLedger(CorrectionTests.given)
        try await mark(ledger, by: "viewer", role: "correction")
        #expect(try await ledger.ask("g2", CorrectionTests.asked).lines("reason") == ["consent"])
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
    }
}
