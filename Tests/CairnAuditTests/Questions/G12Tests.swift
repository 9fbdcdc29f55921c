import CairnAudit
import Testing

/// Objections.
@Suite("question g12")
struct G12Tests {
    /// q1 was granted, but d@1, which holds s1, was read afterwards; q2 is refused on a ground in time; q3 waits.
    @Test func whatCameAfterAnObjectionIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            objection.raised 2026-03-01 {"requests":["q1"],"subjects":["s1"]}
            objection.raised 2026-03-02 {"requests":["q2"],"subjects":["s2"]}
            objection.raised 2026-03-03 {"requests":["q3"],"subjects":["s3"]}
            objection.decided 2026-03-10 {"requests":["q1"],"decision":"granted"}
            objection.decided 2026-03-10 {"requests":["q2"],"decision":"refused","ground":"eu-gdpr:A6-1-e"}
            access.read 2026-03-20 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("g12", validAt: "2026-03-25")
        #expect(
            answer.lines("objection", "decision", "grounds", "accesses_after", "reason") == [
                "q1 granted - 1 restricted", "q2 refused eu-gdpr:A6-1-e 0 in-time", "q3 - - 0 open",
            ]
        )
        #expect(answer.cited == [[2, 5, 7], [3, 6], [4]])
        #expect(
            try await ledger.ask("g12", ["subject": "s3"], validAt: "2026-04-13T12:00:00Z").lines(
                "overdue_days",
                "reason"
            ) == [
                "10 overdue"
            ]
        )
    }
}
