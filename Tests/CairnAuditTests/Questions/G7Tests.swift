import CairnAudit
import Testing

/// Who consulted a subject's data.
@Suite("question g7")
struct G7Tests {
    /// s1 is in d@1, which u1 viewed (line 3), and was named herself when u2 read (line 4).
    ///
    /// d@2 follows d@1 without s1, so what happened to d@2 (line 7) doesn't touch her.
    static let lines = """
        dataset.members-added 2026-01-04 {"datasets":["d@1"],"subjects":["s1"]}
        dataset.version-released 2026-01-04 {"datasets":["d@1"],"subjectCount":1}
        access.viewed 2026-01-10 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
        access.read 2026-01-11 {"purposes":["dpv:ScientificResearch"],"subjects":["s1"],"actor":{"id":"u2","kind":"person","organisation":"org:lab"}}
        dataset.members-removed 2026-02-01 {"datasets":["d@2"],"subjects":["s1"]}
        dataset.version-released 2026-02-01 {"datasets":["d@2"],"previous":"d@1","subjectCount":0}
        access.viewed 2026-02-02 {"purposes":["dpv:ScientificResearch"],"datasets":["d@2"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
        """

    @Test func accessesToTheSubjectAndThroughHerDatasetsAreTold() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        let answer = try await ledger.ask("g7", ["subject": "s1"])
        #expect(
            answer.lines("happened_at", "organisation", "mode") == [
                "2026-01-10T12:00:00+00:00 org:lab viewed", "2026-01-11T12:00:00+00:00 org:lab read",
            ]
        )
        #expect(answer.cited == [[3], [4]])
        #expect(answer.summary == "2 acts on the data of this person by or for 1 organisation.")
        #expect(try await ledger.ask("g7", ["subject": "s2"]).lines("mode") == [])
    }

    @Test func peopleAreWithheldUnlessTheyAreAskedFor() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        #expect(
            try await ledger.ask("g7", ["subject": "s1"], people: false).lines("person") == ["withheld", "withheld"]
        )
        #expect(try await ledger.ask("g7", ["subject": "s1"], people: true).lines("person") == ["u1", "u2"])
    }

    @Test func whatWasNotKnownOrOutsideThePeriodIsNotTold() async throws {
        let ledger = try await AskedLedger(G7Tests.lines)
        #expect(try await ledger.ask("g7", ["subject": "s1"], knownAtLine: 3).lines("mode") == ["viewed"])
        #expect(try await ledger.ask("g7", ["subject": "s1"], validAt: "2026-01-11").lines("mode") == ["viewed"])
        #expect(try await ledger.ask("g7", ["subject": "s1", "from": "2026-01-11"]).lines("mode") == ["read"])
    }
}
