import CairnAudit
import Testing

/// Whether results were made public in time.
@Suite("question e8")
struct E8Tests {
    /// p1 was completed on 1 January 2024, so its results were due on 1 July 2025: they came on the 4th, three days late.
    ///
    /// p2 ran out on 31 December 2024: due 30 June 2026. p3 still runs.
    @Test func eighteenMonthsAfterCompletion() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2023-01-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2023-01-01T00:00:00Z","validFrom":"2023-01-06T00:00:00Z","validUntil":"2024-12-31T00:00:00Z"}
            permit.issued 2023-01-01 {"permits":["p2"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:firm","approvedAt":"2023-01-01T00:00:00Z","validFrom":"2023-01-06T00:00:00Z","validUntil":"2024-12-31T00:00:00Z"}
            permit.issued 2025-01-01 {"permits":["p3"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2025-01-01T00:00:00Z","validFrom":"2025-01-06T00:00:00Z","validUntil":"2029-12-31T00:00:00Z"}
            permit.completed 2024-01-01 {"permits":["p1"]}
            result.published 2025-07-05 {"permits":["p1"],"publishedAt":"2025-07-04T12:00:00Z","url":"https://doi.example/1"}
            """
        )
        let answer = try await ledger.ask("e8", validAt: "2026-01-01")
        #expect(
            answer.lines("permit", "ended_by", "due_by", "results", "verdict", "reason", "overdue_days") == [
                "p1 completed 2025-07-01T23:59:59+00:00 1 not-covered late 3",
                "p2 expired 2026-06-30T23:59:59+00:00 0 covered open -",
                "p3 - - 0 covered not-needed -",
            ]
        )
        #expect(answer.cited == [[1, 4, 5], [2], [3]])
        let later = try await ledger.ask("e8", ["permit": "p2"], validAt: "2026-07-10")
        #expect(later.lines("permit", "verdict", "reason", "overdue_days") == ["p2 not-covered overdue 10"])
    }

    /// p1 was extended: until line 2 was known, its results seemed due.
    ///
    /// What was published while it ran is in time.
    @Test func anExtendedPermitEndsLater() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2023-01-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2023-01-01T00:00:00Z","validFrom":"2023-01-06T00:00:00Z","validUntil":"2024-01-01T00:00:00Z"}
            permit.extended 2023-12-01 {"permits":["p1"],"validUntil":"2026-01-01T00:00:00Z"}
            result.published 2025-09-01 {"permits":["p1"],"publishedAt":"2025-09-01T12:00:00Z"}
            """
        )
        #expect(try await ledger.ask("e8", validAt: "2025-08-01").lines("reason") == ["not-needed"])
        #expect(
            try await ledger.ask("e8", validAt: "2025-08-01", knownAtLine: 1).lines("reason", "overdue_days") == [
                "overdue 31"
            ]
        )
        let answer = try await ledger.ask("e8", validAt: "2025-10-01")
        #expect(answer.lines("reason") == ["in-time"])
        #expect(answer.cited == [[1, 2, 3]])
    }
}
