import CairnAudit
import Testing

/// The record of a processor.
@Suite("question g17")
struct G17Tests {
    /// org:cloud works for org:hospital-a under g1, shares data with org:institute under g2, which is no processing contract, and read once in its name.
    @Test func theItemsOfTheRecordAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:cloud","name":"Cloud","country":"IE","roles":["dpv:DataProcessor"]}
            agreement.signed 2026-01-01 {"agreement":"g1","kind":"DPA","parties":["org:hospital-a","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            agreement.signed 2026-01-01 {"agreement":"g2","kind":"DSA","parties":["org:institute","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            """
        )
        let answer = try await ledger.ask("g17", ["processor": "org:cloud"])
        #expect(
            answer.lines("what", "detail") == ["Cloud IE", "org:hospital-a g1, DPA", "read 1 times for org:hospital-a"]
        )
        #expect(answer.cited == [[1], [2], [4]])
        #expect(
            try await ledger.ask("g17", ["processor": "org:other"]).summary
                == "Nothing is recorded about this processor."
        )
    }
}
