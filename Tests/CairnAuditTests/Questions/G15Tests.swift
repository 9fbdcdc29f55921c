import CairnAudit
import Testing

/// Acts in another's name.
@Suite("question g15")
struct G15Tests {
    /// org:cloud acts for org:hospital-a in February, under an agreement, and in April, after it ended; org:lab acts for itself.
    @Test func actsOutsideAnAgreementAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            agreement.signed 2026-01-01 {"agreement":"g1","kind":"DPA","parties":["org:hospital-a","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            access.read 2026-02-02 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            agreement.terminated 2026-03-01 {"agreement":"g1"}
            access.read 2026-04-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            access.read 2026-04-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:lab"}}
            """
        )
        let answer = try await ledger.ask("g15")
        #expect(
            answer.lines("processor", "agreement", "acts", "uncovered_acts", "reason") == [
                "org:cloud g1 2 0 agreement-in-force", "org:cloud - 1 1 no-agreement",
            ]
        )
        #expect(answer.cited == [[1, 2, 3], [5]])
        #expect(try await ledger.ask("g15", ["to": "2026-03-01"]).lines("reason") == ["agreement-in-force"])
    }
}
