import CairnAudit
import Testing

/// The access file of a subject.
@Suite("question g6")
struct G6Tests {
    /// One statement for each part that the ledger knows of: lines 1, 2, 4, 5, 6 and 7 are about s1; line 3 is a recipient's country.
    @Test func everyPartThatIsKnownIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":40,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
            dataset.members-added 2026-01-02 {"datasets":["d@1"],"subjects":["s1"]}
            institution.registered 2026-01-02 {"organisation":"org:lab","name":"Laboratoire","country":"FR","roles":["eu-ehds:HealthDataUser"]}
            access.viewed 2026-01-10 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","organisation":"org:lab"}}
            retention.policy-set 2026-01-03 {"policy":"keep-10","period":"P10Y","datasets":["d@1"]}
            request.received 2026-02-01 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-02-01T08:00:00Z"}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            access.viewed 2026-01-11 {"purposes":["dpv:ScientificResearch"],"datasets":["other@1"],"actor":{"id":"u1","organisation":"org:other"}}
            """
        )
        let answer = try await ledger.ask("g6", ["subject": "s1"])
        #expect(
            answer.lines("part", "what", "detail") == [
                "purposes dpv:ScientificResearch pursued under p1",
                "categories of data images, CT 40 images in 1 series",
                "recipients Laboratoire FR, viewed, permit p1", "storage period keep-10 P10Y",
                "source gateway received the images",
                "your rights eu-gdpr:A15 asked as q1, not answered yet, due by 2026-03-01",
                "consent history c1 given: dpv:ScientificResearch",
            ]
        )
        #expect(answer.cited == [[4], [1], [4], [5], [1], [6], [7]])
        #expect(try await ledger.ask("g6", ["subject": "s2"]).summary == "The ledger holds nothing about this subject.")
        #expect(
            try await ledger.ask("g6", ["subject": "s1"], knownAtLine: 1).lines("part") == [
                "categories of data", "source",
            ]
        )
    }
}
