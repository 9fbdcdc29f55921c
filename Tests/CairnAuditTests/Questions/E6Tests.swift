import CairnAudit
import Testing

/// The activity report.
@Suite("question e6")
struct E6Tests {
    /// Two applications in the period, decided after 10 and 20 days (the median of the lower half is 10); one outside it.
    @Test func thePeriodIsCounted() async throws {
        let permit =
            #""datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z""#
        let ledger = try await AskedLedger(
            """
            application.submitted 2026-01-01 {"application":"a1","applicant":"org:lab","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            application.submitted 2026-01-02 {"application":"a2","applicant":"org:lab","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            permit.issued 2026-01-11 {"permits":["p1"],"application":"a1",\(permit)}
            application.refused 2026-01-22 {"application":"a2","reason":"purpose"}
            opt-out.registered 2026-01-12 {"subjects":["s1"]}
            application.submitted 2025-01-02 {"application":"a0","applicant":"org:lab","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            """
        )
        let answer = try await ledger.ask("e6", ["from": "2026-01-01", "to": "2026-02-01"])
        #expect(
            answer.lines("figure", "of", "count") == [
                "applications received 2", "applications refused 1", "applications refused, by reason purpose 1",
                "permits issued 1", "permits by purpose dpv:ScientificResearch 1", "days to a decision median 10",
                "opt-outs registered 1", "persons who opted out each counted once 1",
            ]
        )
        #expect(answer.cited[0] == [1, 2])
        #expect(
            try await ledger.ask("e6", ["from": "2027-01-01"], validAt: "2028-01-01").summary
                == "In this ledger, nothing is recorded for the period."
        )
    }
}
