import CairnAudit
import Testing

/// Information for natural persons.
@Suite("question e5")
struct E5Tests {
    /// One line for each item but the measures; the results came in June.
    @Test func theItemsAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            legal-basis.asserted 2026-01-03 {"basis":"b1","article6":"eu-gdpr:A6-1-e","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            notice.published 2026-01-04 {"notice":"n1","noticeHash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","language":"it","url":"https://a.example/n1"}
            institution.registered 2026-01-05 {"organisation":"org:body","name":"Access Body","country":"IT","roles":["eu-ehds:HealthDataAccessBody"],"contact":"body@body.example"}
            permit.issued 2026-01-20 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            result.published 2026-06-01 {"permits":["p1"],"publishedAt":"2026-06-01T00:00:00Z","url":"https://lab.example/r"}
            """
        )
        #expect(
            try await ledger.ask("e5", validAt: "2026-05-01").lines("what") == ["b1", "n1", "Access Body", "org:lab"]
        )
        let answer = try await ledger.ask("e5")
        #expect(answer.lines("what").last == "https://lab.example/r")
        #expect(answer.cited == [[1], [2], [3], [4], [5]])
    }
}
