import CairnAudit
import Testing

/// Restrictions, and what happened while they held.
@Suite("question g10")
struct G10Tests {
    /// s1 is restricted from 1 to 10 March; d@1, which holds her, was viewed on 5 March and denied on 6 March, and viewed again on 11 March.
    @Test func accessesWhileItHeldAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            restriction.applied 2026-03-01 {"restriction":"r1","ground":"eu-gdpr:A18","subjects":["s1"]}
            access.viewed 2026-03-05 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            access.denied 2026-03-06 {"reason":"restricted","datasets":["d@1"]}
            restriction.lifted 2026-03-10 {"restriction":"r1"}
            access.viewed 2026-03-11 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("g10")
        #expect(
            answer.lines("restriction", "subject", "blocked_attempts", "violating_accesses", "reason") == [
                "r1 s1 1 1 restricted"
            ]
        )
        #expect(answer.cited == [[2, 5, 3, 4]])
        #expect(
            try await ledger.ask("g10", knownAtLine: 2).lines("violating_accesses", "ends", "reason") == ["0 - sound"]
        )
        #expect(try await ledger.ask("g10", ["subject": "s2"]).lines("restriction") == [])
    }
}
