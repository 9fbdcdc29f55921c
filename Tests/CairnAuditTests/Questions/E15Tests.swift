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

    /// A date of two years in the request doesn't put off the three months of the law: due on 13 April 2026.
    ///
    /// f@1 was delivered in the fifth month, before a date that the access body may have set as an extension. The
    /// description of g was looked at two years ago.
    @Test func aDateInTheRequestIsNobodysLaw() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.described 2026-01-02 {"datasets":["e"],"catalogue":"cat-1"}
            dataset.described 2026-01-02 {"datasets":["f"],"catalogue":"cat-2"}
            dataset.described 2024-05-06 {"datasets":["g"],"catalogue":"cat-3"}
            provision.requested 2026-01-13 {"datasets":["e@1"],"organisation":"org:h","dueBy":"2028-01-01T00:00:00Z"}
            provision.requested 2026-01-13 {"datasets":["f@1"],"organisation":"org:h","dueBy":"2026-07-01T00:00:00Z"}
            provision.delivered 2026-06-01 {"datasets":["f@1"],"organisation":"org:h"}
            """
        )
        #expect(
            try await ledger.ask("e15", validAt: "2026-08-01").lines("dataset", "due_date", "verdict", "reason") == [
                "e@1 2026-04-13 not-covered overdue", "f@1 2026-04-13 undetermined extension-unproven",
                "g - not-covered incomplete",
            ]
        )
    }
}
