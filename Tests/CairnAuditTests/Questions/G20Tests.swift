import CairnAudit
import Testing

/// Whose data a compromised account reached.
@Suite("question g20")
struct G20Tests {
    /// u1 read d@1 (s1, s2) twice and looked at s3 once; u2 read d@2 (s4).
    @Test func everyoneInAReachedVersionIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.members-added 2026-01-01 {"datasets":["d@2"],"subjects":["s4"]}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"objects":5,"actor":{"id":"u1"}}
            access.read 2026-02-02 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"objects":6,"actor":{"id":"u1"}}
            access.viewed 2026-02-03 {"purposes":["dpv:ScientificResearch"],"subjects":["s3"],"actor":{"id":"u1"}}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"datasets":["d@2"],"actor":{"id":"u2"}}
            """
        )
        let answer = try await ledger.ask("g20", ["person": "u1"])
        #expect(
            answer.lines("subject", "datasets", "accesses", "objects") == ["s1 d@1 2 11", "s2 d@1 2 11", "s3 - 1 0"]
        )
        #expect(answer.cited == [[3, 4], [3, 4], [5]])
        #expect(
            try await ledger.ask("g20", ["person": "u1", "from": "2026-02-02", "to": "2026-02-03"]).lines(
                "subject",
                "accesses"
            ) == ["s1 1", "s2 1"]
        )
        #expect(try await ledger.ask("g20", ["dataset": "d@2"]).lines("subject") == ["s4"])
    }
}
