import CairnAudit
import Testing

/// Whether the impact of the processing was assessed.
@Suite("question g21")
struct G21Tests {
    /// d@1 is assessed by A, whose second version (line 7) names no dataset but puts the review off to 2028; e@1 by B, whose review was due ten days ago; f@1 by nothing.
    ///
    /// Permit p1 names d@1 alone and so is assessed through it; p2 names f@1 too; C leaves p3 a high risk.
    @Test func everythingReleasedNeedsAnAssessment() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":1}
            dataset.version-released 2026-01-01 {"datasets":["e@1"],"subjectCount":1}
            dataset.version-released 2026-01-01 {"datasets":["f@1"],"subjectCount":1}
            dpia.recorded 2026-01-02 {"reference":"A","version":"1","risk":"low","reviewBy":"2026-05-01T00:00:00Z","datasets":["d"]}
            dpia.recorded 2026-01-02 {"reference":"B","version":"1","risk":"medium","reviewBy":"2026-05-22T00:00:00Z","datasets":["e@1"]}
            dpia.recorded 2026-01-02 {"reference":"C","version":"1","risk":"high","reviewBy":"2029-01-01T00:00:00Z","permits":["p3"]}
            dpia.reviewed 2026-04-02 {"reference":"A","version":"2","risk":"low","reviewBy":"2028-05-01T00:00:00Z"}
            permit.issued 2026-02-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-30T00:00:00Z","validFrom":"2026-02-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            permit.issued 2026-02-01 {"permits":["p2"],"datasets":["d@1","f@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-30T00:00:00Z","validFrom":"2026-02-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            permit.issued 2026-02-01 {"permits":["p3"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-30T00:00:00Z","validFrom":"2026-02-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            """
        )
        let answer = try await ledger.ask("g21", validAt: "2026-06-01")
        #expect(
            answer.lines("item", "assessed_through", "dpia", "version", "verdict", "reason", "overdue_days") == [
                "d@1 itself A 2 covered assessed -", "e@1 itself B 1 not-covered review-overdue 10",
                "f@1 - - - not-covered no-assessment -",
                "p1 its datasets A 2 covered assessed -", "p2 - - - not-covered no-assessment -",
                "p3 itself C 1 not-covered high-risk-left -",
            ]
        )
        #expect(answer.cited == [[1, 4, 7], [2, 5], [3], [4, 7, 8], [9], [6, 10]])
        let early = try await ledger.ask("g21", ["dataset": "d@1"], validAt: "2026-06-01", knownAtLine: 6)
        #expect(early.lines("item", "reason", "overdue_days") == ["d@1 review-overdue 31"])
        let both = try await ledger.ask("g21", ["dataset": "f@1", "permit": "p3"], validAt: "2026-06-01")
        #expect(both.lines("item") == ["f@1", "p3"])
        #expect(try await ledger.ask("g21", ["permit": "p3"], validAt: "2026-06-01").lines("item") == ["p3"])
    }

    /// The authority was consulted about the high risk.
    ///
    /// A dataset version that nobody released is told of when it is asked for.
    @Test func aConsultationCounts() async throws {
        let ledger = try await AskedLedger(
            """
            dpia.recorded 2026-01-02 {"reference":"C","version":"1","risk":"high","reviewBy":"2029-01-01T00:00:00Z","datasets":["d@1"],"outcome":"prior-consultation"}
            """
        )
        let answer = try await ledger.ask("g21", ["dataset": "d@1"])
        #expect(answer.lines("item", "high_risk_left", "verdict", "reason") == ["d@1 true covered authority-consulted"])
        #expect(answer.cited == [[1]])
        #expect(try await ledger.ask("g21", ["dataset": "d@2"]).lines("item", "reason") == ["d@2 no-assessment"])
        #expect(try await ledger.ask("g21").lines("item") == [])
    }

    /// Only the words that say that the authority was consulted do; a word for the risk that nobody knows isn't judged.
    @Test func anOutcomeIsAClosedWord() async throws {
        let ledger = try await AskedLedger(
            """
            dpia.recorded 2026-01-02 {"reference":"A","version":"1","risk":"high","reviewBy":"2029-01-01T00:00:00Z","datasets":["a@1"],"outcome":"consultation-needed"}
            dpia.recorded 2026-01-02 {"reference":"B","version":"1","risk":"high","reviewBy":"2029-01-01T00:00:00Z","datasets":["b@1"],"outcome":"never-consulted"}
            dpia.recorded 2026-01-02 {"reference":"C","version":"1","risk":"severe","reviewBy":"2029-01-01T00:00:00Z","datasets":["c@1"]}
            """
        )
        for (dataset, reason) in [("a@1", "high-risk-left"), ("b@1", "high-risk-left"), ("c@1", "risk-unknown")] {
            #expect(try await ledger.ask("g21", ["dataset": dataset]).lines("reason") == [reason])
        }
    }
}
