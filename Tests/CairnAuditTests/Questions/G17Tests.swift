import CairnAudit
import Testing

/// The record of a processor.
@Suite("question g17")
struct G17Tests {
    /// org:cloud works for org:hospital-a under g1, and shares data with org:institute under g2, which is no
    /// processing contract.
    ///
    /// g3 with org:gone ended on 1 February; a job of March was still in that name.
    @Test func theItemsOfTheRecordAreThoseInForce() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:cloud","name":"Cloud","country":"IE","roles":["dpv:DataProcessor"]}
            agreement.signed 2026-01-01 {"agreement":"g1","kind":"DPA","parties":["org:hospital-a","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            agreement.signed 2026-01-01 {"agreement":"g2","kind":"DSA","parties":["org:institute","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            agreement.signed 2026-01-01 {"agreement":"g3","kind":"DPA","parties":["org:gone","org:cloud"],"validFrom":"2026-01-01T00:00:00Z","validUntil":"2026-02-01T00:00:00Z"}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            job.started 2026-03-01 {"job":"j1","purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:gone"}}
            transfer.sent 2026-03-02 {"recipient":"org:us","country":"US","actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            """
        )
        let answer = try await ledger.ask("g17", ["processor": "org:cloud"])
        #expect(
            answer.lines("item", "what", "detail", "count") == [
                "(a) processor and contact Cloud IE -", "(a) controllers org:hospital-a g1,DPA -",
                "(a) controllers org:gone no processing contract in force is recorded for these acts 1",
                "(b) categories of processing read org:hospital-a 1", "(b) categories of processing job org:gone 1",
                "(b) categories of processing transfer org:hospital-a 1",
                "(c) transfers to third countries org:us US,no safeguard recorded 1",
            ]
        )
        #expect(answer.cited == [[1], [2], [6], [5], [6], [7], [7]])
        #expect(answer.summary.hasSuffix("nothing is recorded for (d) security measures."))
        let january = try await ledger.ask("g17", ["processor": "org:cloud"], validAt: "2026-01-15")
        #expect(
            january.lines("item", "what") == [
                "(a) processor and contact Cloud", "(a) controllers org:gone", "(a) controllers org:hospital-a",
            ]
        )
        #expect(
            try await ledger.ask("g17", ["processor": "org:other"]).summary
                == "Nothing is recorded about this processor in this ledger."
        )
    }
}
