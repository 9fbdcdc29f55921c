import CairnAudit
import Testing

/// Where a thing came from and where it went.
@Suite("question g24")
struct G24Tests {
    /// s1's series was annotated, and put into d@1 with s2; m1 was trained on d@1 and left as e1; s2 withdrew later.
    static let lines = """
        image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":40,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
        annotation.created 2026-01-02 {"assets":["ann-1"],"kind":"SEG","target":"series-1"}
        dataset.members-added 2026-01-03 {"datasets":["d@1"],"subjects":["s1","s2"],"assets":["series-1","ann-1"]}
        dataset.version-released 2026-01-03 {"datasets":["d@1"],"subjectCount":2}
        model.trained 2026-02-01 {"models":["m1"],"datasets":["d@1"]}
        egress.requested 2026-02-02 {"egress":"e1","permits":["p1"],"kind":"model","files":1,"models":["m1"]}
        consent.withdrawn 2026-03-01 {"subjects":["s2"],"consents":["c2"]}
        """

    @Test func whatIsBehindAModelIsToldWithWhoWithdrew() async throws {
        let ledger = try await AskedLedger(G24Tests.lines)
        let answer = try await ledger.ask("g24", ["kind": "model", "id": "m1"])
        #expect(
            answer.lines("direction", "depth", "kind", "node", "subjects", "assets", "subjects_withdrawn") == [
                "up 1 dataset d@1 2 2 1", "up 2 annotation ann-1 - - -", "up 2 series series-1 - - -",
                "up 2 subject s1 1 - 0",
                "up 2 subject s2 1 - 1", "up 3 study study-1 - - -", "down 1 egress e1 - - -",
            ]
        )
        #expect(answer.cited == [[5], [3], [3], [3], [3], [1], [6]])
        #expect(
            try await ledger.ask("g24", ["kind": "model", "id": "m1"], validAt: "2026-02-15").lines(
                "subjects_withdrawn"
            ) == ["0", "-", "-", "0", "0", "-", "-"]
        )
    }

    @Test func whatCameOfAnImageIsTold() async throws {
        let ledger = try await AskedLedger(G24Tests.lines)
        let answer = try await ledger.ask("g24", ["kind": "series", "id": "series-1", "direction": "down"])
        #expect(
            answer.lines("depth", "kind", "node") == [
                "1 annotation ann-1", "1 dataset d@1", "2 model m1", "3 egress e1",
            ]
        )
        let near = try await ledger.ask("g24", ["kind": "series", "id": "series-1", "direction": "down", "depth": "1"])
        #expect(near.lines("node") == ["ann-1", "d@1"])
        #expect(
            try await ledger.ask("g24", ["kind": "annotation", "id": "ann-1", "direction": "up"]).lines(
                "depth",
                "kind",
                "node"
            ) == ["1 series series-1", "2 study study-1", "2 subject s1"]
        )
    }
}
