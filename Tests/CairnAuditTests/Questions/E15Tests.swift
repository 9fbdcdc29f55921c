import CairnAudit
import Testing

/// Catalogue and delivery.
@Suite("question e15")
struct E15Tests {
    /// d is described and must be looked at again in June; d@1 was delivered in time, e@1 never, and e is in no catalogue.
    @Test func whatIsLateAndWhatIsNotDescribedIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.described 2026-01-01 {"datasets":["d"],"catalogue":"cat-1","reviewBy":"2026-06-01T00:00:00Z"}
            provision.requested 2026-02-01 {"datasets":["d@1"],"organisation":"org:hospital-a","dueBy":"2026-05-01T00:00:00Z"}
            provision.delivered 2026-04-01 {"datasets":["d@1"],"organisation":"org:hospital-a"}
            provision.requested 2026-02-01 {"datasets":["e@1"],"organisation":"org:hospital-a","dueBy":"2026-05-01T00:00:00Z"}
            """
        )
        let answer = try await ledger.ask("e15", validAt: "2026-05-11")
        #expect(answer.lines("dataset", "overdue_days", "reason") == ["d@1 - in-time", "e@1 10 overdue"])
        #expect(answer.cited == [[1, 2, 3], [4]])
        #expect(
            try await ledger.ask("e15", ["holder": "org:hospital-a"], validAt: "2026-06-02").lines("reason") == [
                "incomplete", "overdue",
            ]
        )
    }
}
