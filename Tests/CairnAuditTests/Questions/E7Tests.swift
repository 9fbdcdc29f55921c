import CairnAudit
import Testing

/// Whether a data user stayed within a permit.
@Suite("question e7")
struct E7Tests {
    /// u1 may and did; u2 was removed on the 15th and read on the 20th; u3 was never named and was denied; u1 then sent data to org:shop,
    /// which the permit doesn't name, and an incident names nobody.
    @Test func everyPersonIsHeldAgainstThePermit() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z","persons":["u1","u2"]}
            access.viewed 2026-01-10 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            permit.person-removed 2026-01-15 {"permits":["p1"],"person":"u2"}
            access.read 2026-01-20 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u2","kind":"person","organisation":"org:lab"}}
            access.denied 2026-01-21 {"reason":"person-outside-permit","permits":["p1"],"datasets":["d@1"],"actor":{"id":"u3","kind":"person","organisation":"org:lab"}}
            job.started 2026-01-22 {"job":"j1","purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            transfer.sent 2026-02-01 {"recipient":"org:shop","permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            incident.reported 2026-02-02 {"incident":"i1","kind":"reidentification-attempt","permits":["p1"]}
            access.viewed 2026-02-03 {"purposes":["dpv:ScientificResearch"],"permits":["p2"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            """
        )
        let answer = try await ledger.ask("e7", ["permit": "p1"])
        #expect(
            answer.lines(
                "person",
                "listed",
                "accesses",
                "while_not_listed",
                "denied",
                "shared_with",
                "incidents",
                "reason"
            ) == [
                "u1 true 2 0 0 org:shop 0 shared-with-others", "u2 true 1 1 0 - 0 person-outside-permit",
                "u3 false 0 0 1 - 0 denied-only", "- - 0 0 0 - 1 incident-reported",
            ]
        )
        #expect(answer.cited == [[1, 2, 6, 7], [1, 3, 4], [1, 5], [1, 8]])
        let before = try await ledger.ask("e7", ["permit": "p1", "to": "2026-02-01"])
        #expect(before.lines("person", "verdict") == ["u1 covered", "u2 not-covered", "u3 covered"])
        #expect(
            try await ledger.ask("e7", ["permit": "p1"], knownAtLine: 2).lines("person", "reason") == [
                "u1 within-permit"
            ]
        )
        #expect(
            try await ledger.ask("e7", ["permit": "p2"]).lines("person", "verdict", "reason") == [
                "u1 undetermined permit-unknown"
            ]
        )
    }

    /// u1 read d@2, which the permit named only from 1 February, on 10 January; on the 11th u1 worked for commerce; on 1 March, after the permit was suspended.
    ///
    /// On 10 February, after the amendment, d@2 was within it.
    @Test func datasetsPurposesAndTimesCount() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z","persons":["u1"]}
            access.read 2026-01-10 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@2"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            access.read 2026-01-11 {"purposes":["dpv:CommercialResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            permit.amended 2026-02-01 {"permits":["p1"],"datasets":["d@1","d@2"]}
            access.read 2026-02-10 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@2"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            permit.suspended 2026-02-20 {"permits":["p1"],"reason":"inspection"}
            access.read 2026-03-01 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            """
        )
        let answer = try await ledger.ask("e7", ["permit": "p1"])
        #expect(
            answer.lines("accesses", "outside_time", "outside_datasets", "outside_purposes", "verdict", "reason") == [
                "4 1 1 1 not-covered permit-not-active"
            ]
        )
        #expect(answer.cited == [[1, 2, 3, 4, 6, 7]])
        let february = try await ledger.ask("e7", ["permit": "p1", "from": "2026-02-01", "to": "2026-02-15"])
        #expect(february.lines("accesses", "verdict", "reason") == ["1 covered within-permit"])
    }

    /// A job under a permit that names persons, but nobody recorded who started it.
    @Test func anActByNobodyIsUndetermined() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z","persons":["u1"]}
            job.started 2026-01-22 {"job":"j1","purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("e7", ["permit": "p1"])
        #expect(answer.lines("person", "while_not_listed", "verdict", "reason") == ["- 0 undetermined person-unknown"])
    }
}
