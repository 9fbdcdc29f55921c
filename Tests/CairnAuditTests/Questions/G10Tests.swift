import CairnAudit
import Testing

/// Restrictions, and what happened while they held.
@Suite("question g10")
struct G10Tests {
    /// s1 is restricted from 1 to 10 March; d@1, which holds her, was viewed on 5 March and denied on 6 March, and viewed again on 11 March.
    @Test func accessesWhileItHeldAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            restriction.applied 2026-03-01 {"restriction":"r1","ground":"eu-gdpr:A18","subjects":["s1"]}
            access.viewed 2026-03-05 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            access.denied 2026-03-06 {"reason":"restricted","datasets":["d@1"]}
            restriction.lifted 2026-03-10 {"restriction":"r1"}
            access.viewed 2026-03-11 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("g10")
        #expect(
            answer.lines("restriction", "subject", "blocked_attempts", "violating_accesses", "reason") == [
                "r1 s1 1 1 restricted"
            ]
        )
        #expect(answer.cited == [[2, 5, 3, 4]])
        #expect(
            try await ledger.ask("g10", knownAtLine: 2).lines("violating_accesses", "ends", "reason") == ["0 - sound"]
        )
        #expect(try await ledger.ask("g10", ["subject": "s2"]).lines("restriction") == [])
    }

    /// The training of a model and a copy for a partner are processing, too; a restriction of the whole dataset holds for
    /// its version; lifted for s1 alone it goes on for s2, and applied again it is another time.
    @Test func everyActAndEveryThingCounts() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            restriction.applied 2026-02-01 {"restriction":"r1","ground":"eu-gdpr:A18","subjects":["s1","s2"]}
            restriction.lifted 2026-03-01 {"restriction":"r1","subjects":["s1"]}
            restriction.applied 2026-04-01 {"restriction":"r1","ground":"eu-gdpr:A18","subjects":["s1"]}
            restriction.applied 2026-05-01 {"restriction":"r2","ground":"eu-gdpr:A18","datasets":["d"]}
            job.started 2026-03-10 {"job":"j1","purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            transfer.sent 2026-05-10 {"datasets":["d@1"],"recipient":"org:partner"}
            """
        )
        #expect(
            try await ledger.ask("g10").lines("restriction", "subject", "dataset", "violating_accesses", "reason") == [
                "r1 s1 - 0 sound", "r1 s2 - 2 restricted", "r1 s1 - 1 restricted", "r2 - d 1 restricted",
            ]
        )
    }

    /// A series is restricted: who views its study reaches it.
    ///
    /// A version holds the person, and nobody recorded its series: whether a view of it reached the series can't be
    /// told.
    @Test func aSeriesIsReachedThroughItsStudy() async throws {
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":10,"bytes":1000,"instancesRoot":"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=","actor":{"id":"gateway","kind":"service"},"source":"PACS"}
            dataset.members-added 2026-01-02 {"datasets":["d@1"],"subjects":["s1"]}
            restriction.applied 2026-02-01 {"restriction":"r1","ground":"eu-gdpr:A18","assets":["series-1"]}
            access.viewed 2026-03-01 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            access.viewed 2026-04-01 {"purposes":["dpv:ScientificResearch"],"assets":["study-1"]}
            """
        )
        let columns = ("violating_accesses", "unresolved_accesses", "reason")
        #expect(
            try await ledger.ask("g10", validAt: "2026-03-15").lines(columns.0, columns.1, columns.2) == [
                "0 1 restriction-unresolved"
            ]
        )
        #expect(try await ledger.ask("g10").lines(columns.0, columns.1, columns.2) == ["1 1 restricted"])
        #expect(try await ledger.ask("g10", ["subject": "s1"]).lines("asset") == ["series-1"])
    }

    /// a1 is restricted, and is s1's; the view names s1 and no series, so whether it showed a1 can't be told.
    ///
    /// Nobody recorded whose a2 is: any act that names no series may have reached it.
    @Test func anActThatNamesNoSeriesMayHaveReachedTheOne() async throws {
        let root = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
        let ledger = try await AskedLedger(
            """
            image.series-received 2026-01-01 {"subjects":["s1"],"assets":["a1","st1"],"modality":"CT","instances":1,"bytes":1,"instancesRoot":"\(root)","actor":{"id":"gateway","kind":"service"}}
            restriction.applied 2026-01-02 {"restriction":"r1","assets":["a1"],"ground":"eu-gdpr:A18"}
            restriction.applied 2026-01-03 {"restriction":"r2","assets":["a2"],"ground":"eu-gdpr:A18"}
            access.viewed 2026-01-04 {"purposes":["dpv:ScientificResearch"],"subjects":["s1"]}
            """
        )
        #expect(
            try await ledger.ask("g10").lines("restriction", "violating_accesses", "unresolved_accesses", "reason") == [
                "r1 0 1 restriction-unresolved", "r2 0 1 restriction-unresolved",
            ]
        )
    }
}
