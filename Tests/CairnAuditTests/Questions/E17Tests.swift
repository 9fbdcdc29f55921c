import CairnAudit
import Testing

/// A person's own access information.
@Suite("question e17")
struct E17Tests {
    /// The access of line 2 names s1 and her CT series; that of line 3 names a dataset only.
    @Test func accessesThatNameThePersonAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            access.viewed 2026-02-01 {"purposes":["DUO:0000043"],"subjects":["s1"],"assets":["series-1"],"objects":3,"actor":{"id":"u1","organisation":"org:care"}}
            access.viewed 2026-02-02 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u1","organisation":"org:lab"}}
            """
        )
        let answer = try await ledger.ask("e17", ["subject": "s1"])
        #expect(answer.lines("provider", "what", "categories", "objects") == ["org:care viewed images, CT 3"])
        #expect(answer.cited == [[2]])
        #expect(try await ledger.ask("e17", ["subject": "s1", "from": "2026-02-02"]).lines("what") == [])
    }
}
