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

    /// ann-1 was taken back before m1 was trained on d@1, which holds it; the release states three subjects, two are
    /// known.
    ///
    /// s3 came into d@1 only after that training, and so is behind m2 alone, which was trained on d@2.
    @Test func whatWasTakenBackAndWhoCameLaterIsSaid() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":40,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            annotation.created 2026-01-02 {"assets":["ann-1"],"kind":"SEG","target":"series-1"}
            dataset.members-added 2026-01-03 {"datasets":["d@1"],"subjects":["s1","s2"],"assets":["series-1","ann-1"]}
            dataset.version-released 2026-01-03 {"datasets":["d@1"],"subjectCount":4}
            annotation.retracted 2026-01-20 {"assets":["ann-1"],"reason":"wrong-lesion"}
            model.trained 2026-02-01 {"models":["m1"],"datasets":["d@1"]}
            dataset.members-added 2026-03-01 {"datasets":["d@1"],"subjects":["s3"]}
            dataset.version-released 2026-03-02 {"datasets":["d@2"],"previous":"d@1","subjectCount":3}
            model.trained 2026-03-03 {"models":["m2"],"datasets":["d@2"]}
            """
        )
        let down = try await ledger.ask("g24", ["kind": "annotation", "id": "ann-1", "direction": "down"])
        #expect(
            down.lines("direction", "node", "retracted_at", "annotations_retracted") == [
                "itself ann-1 2026-01-20T12:00:00+00:00 -", "down d@1 - 1", "down d@2 - 1", "down m1 - 1",
                "down m2 - 1",
            ]
        )
        #expect(down.summary.hasSuffix("annotations in it or behind it were retracted."))
        let later = try await ledger.ask("g24", ["kind": "subject", "id": "s3", "direction": "down"])
        #expect(later.lines("node") == ["d@1", "d@2", "m2"])
        let up = try await ledger.ask("g24", ["kind": "model", "id": "m1", "direction": "up"])
        #expect(up.lines("node", "subjects", "subjects_unknown").first == "d@1 2 1")
        #expect(up.lines("node").contains("s3") == false)
    }

    /// s1 withdrew and agreed again before the training, s2's consent was found invalid and the data were erased, s3
    /// withdrew for good.
    @Test func whoAgreedAgainHasNotWithdrawn() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2","s3"]}
            consent.given 2024-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2024-02-02 {"subjects":["s1"],"consents":["c1"]}
            consent.given 2025-01-02 {"subjects":["s1"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
            consent.given 2025-01-02 {"subjects":["s2"],"consents":["c3"],"purposes":["dpv:AcademicResearch"]}
            consent.given 2025-01-02 {"subjects":["s3"],"consents":["c4"],"purposes":["dpv:AcademicResearch"]}
            model.trained 2026-01-20 {"models":["m1"],"datasets":["d@1"]}
            consent.invalidated 2026-02-01 {"subjects":["s2"],"consents":["c3"],"reason":"no-capacity"}
            erasure.requested 2026-02-02 {"requests":["e1"],"subjects":["s2"],"receivedAt":"2026-02-02T10:00:00Z"}
            erasure.executed 2026-02-12 {"requests":["e1"],"subjects":["s2"],"method":"delete"}
            consent.withdrawn 2026-03-01 {"subjects":["s3"],"consents":["c4"]}
            """
        )
        let answer = try await ledger.ask("g24", ["kind": "model", "id": "m1", "direction": "up"])
        #expect(
            answer.lines("node", "subjects_withdrawn", "subjects_ended", "subjects_erased") == [
                "d@1 1 1 1", "s1 0 0 0", "s2 0 1 1", "s3 1 0 0",
            ]
        )
    }

    /// s1 took back both purposes, one after the other: nothing is agreed to any more; s2 kept one.
    @Test func whoTookBackAllOfItPartByPartHasWithdrawn() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch","dpv:CommercialResearch"]}
            consent.given 2026-01-02 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:AcademicResearch","dpv:CommercialResearch"]}
            consent.withdrawn 2026-01-03 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-01-04 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:CommercialResearch"]}
            consent.withdrawn 2026-01-04 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:CommercialResearch"]}
            """
        )
        #expect(
            try await ledger.ask("g24", ["kind": "dataset", "id": "d@1", "direction": "up"])
                .lines("direction", "subjects", "subjects_withdrawn").first == "itself 2 1"
        )
    }
}
