import CairnAudit
import Testing

/// What a withdrawal has led to.
@Suite("question g3")
struct G3Tests {
    /// s1 is in d@1 (and so in d@2, which follows it), permitted by p1, trained into m1.
    ///
    /// She withdraws on 1 May; d@2 is cleared of her on 11 May, d@1 is not and is read on 20 May.
    @Test func whatStillHoldsTheDataIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":2}
            dataset.version-released 2026-01-10 {"datasets":["d@2"],"previous":"d@1","subjectCount":2}
            permit.issued 2026-01-20 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            model.trained 2026-03-01 {"models":["m1"],"datasets":["d@1"]}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            consent.withdrawn 2026-05-01 {"subjects":["s1"],"consents":["c1"]}
            dataset.member-excluded 2026-05-11 {"datasets":["d@2"],"subjects":["s1"],"ground":"eu-gdpr:A7-3"}
            access.read 2026-05-20 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            recipient.notified 2026-05-12 {"recipient":"org:lab","causes":["x"],"consents":["c1"]}
            """
        )
        let answer = try await ledger.ask("g3", ["subject": "s1"])
        #expect(
            answer.lines("item_kind", "item", "action", "accesses_after", "recipients_told", "reason") == [
                "dataset version d@1 nothing yet 1 org:lab still-there",
                "dataset version d@2 removed 0 org:lab removed",
                "model m1 nothing yet 0 org:lab kept", "permit p1 nothing yet 1 org:lab still-there",
            ]
        )
        #expect(answer.lines("days_until_action")[1] == "10")
        #expect(answer.cited[1] == [1, 7, 8])
        #expect(
            try await ledger.ask("g3", ["subject": "s2"]).summary
                == "No withdrawal of this subject is recorded, or nothing held her data."
        )
    }
}
