import CairnAudit
import Testing

/// Assessments by trusted holders.
@Suite("question e16")
struct E16Tests {
    /// org:a was a trusted holder when it assessed a1, which was granted; org:b was not when it assessed a2.
    @Test func whoAssessedIsHeldAgainstTheRegister() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:a","name":"A","country":"IT","roles":["eu-ehds:TrustedHealthDataHolder"]}
            institution.registered 2026-01-01 {"organisation":"org:b","name":"B","country":"IT","roles":["eu-ehds:HealthDataHolder"]}
            application.assessed 2026-02-01 {"application":"a1","assessor":"org:a","opinion":"grant"}
            application.assessed 2026-02-02 {"application":"a2","assessor":"org:b","opinion":"grant"}
            institution.updated 2026-02-03 {"organisation":"org:b","name":"B","country":"IT","roles":["eu-ehds:TrustedHealthDataHolder"]}
            permit.issued 2026-03-01 {"permits":["p1"],"application":"a1","datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            """
        )
        let answer = try await ledger.ask("e16")
        #expect(
            answer.lines("application", "is_trusted", "decision", "verdict") == [
                "a1 true granted covered", "a2 false - not-covered",
            ]
        )
        #expect(answer.cited == [[1, 3, 6], [2, 4]])
        #expect(
            try await ledger.ask("e16", ["holder": "org:a"], knownAtLine: 3).lines("verdict", "reason") == [
                "undetermined open"
            ]
        )
    }
}
