import CairnAudit
import Testing

/// What left secure environments.
@Suite("question e14")
struct E14Tests {
    /// g1 was checked, approved and left; g2 left without approval; g3 left with personal data; g4 was rejected and stayed.
    @Test func whatLeftUncheckedOrPersonalIsSaid() async throws {
        let ledger = try await AskedLedger(
            """
            egress.requested 2026-02-01 {"egress":"g1","permits":["p1"],"kind":"model","files":1,"environment":"spe-1"}
            egress.checked 2026-02-02 {"egress":"g1","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-02-03 {"egress":"g1","checker":"u7","personal":false}
            egress.released 2026-02-04 {"egress":"g1","files":1}
            egress.requested 2026-02-05 {"egress":"g2","permits":["p1"],"kind":"figure","files":2,"environment":"spe-1"}
            egress.released 2026-02-06 {"egress":"g2","files":2}
            egress.checked 2026-02-07 {"egress":"g3","checker":"u7","method":"manual","personal":true}
            egress.approved 2026-02-07 {"egress":"g3","checker":"u7","personal":true}
            egress.released 2026-02-08 {"egress":"g3","files":1}
            egress.requested 2026-02-09 {"egress":"g4","permits":["p2"],"kind":"aggregate","files":1,"environment":"spe-1"}
            egress.rejected 2026-02-10 {"egress":"g4","reason":"small-cells"}
            """
        )
        let answer = try await ledger.ask("e14")
        #expect(
            answer.lines("egress", "decision", "reason") == [
                "g1 approved non-personal", "g2 - not-checked", "g3 approved personal-left", "g4 rejected not-released",
            ]
        )
        #expect(answer.cited == [[1, 2, 3, 4], [5, 6], [7, 8, 9], [10, 11]])
        #expect(
            answer.summary
                == "4 requests to take something out: under 1 nothing left, under 1 only checked, non-personal data left, under 2 something left unchecked, other than approved, or personal, and for 0 it can't be told."
        )
        #expect(try await ledger.ask("e14", ["permit": "p2"]).lines("egress") == ["g4"])
        #expect(
            try await ledger.ask("e14", ["permit": "p1"], knownAtLine: 2).lines("egress", "reason") == [
                "g1 not-released"
            ]
        )
    }

    /// What stood when each left decides: a was checked a day after it left; b was rejected last; c went out again with
    /// two files more; d with fewer files than its request, so nobody knows which; e with another root; f on the same
    /// instant as its check, which comes before; g was found to be personal later.
    @Test func eachReleaseIsHeldAgainstWhatStoodThen() async throws {
        let ledger = try await AskedLedger(
            """
            egress.requested 2026-03-01T01:00:00Z {"egress":"a","permits":["p1"],"kind":"model","files":1}
            egress.approved 2026-03-02 {"egress":"a","checker":"u7","personal":false}
            egress.released 2026-03-03 {"egress":"a","files":1}
            egress.checked 2026-03-04 {"egress":"a","checker":"u7","method":"manual","personal":false}
            egress.requested 2026-03-01T02:00:00Z {"egress":"b","permits":["p1"],"kind":"model","files":1}
            egress.checked 2026-03-02 {"egress":"b","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-03-02 {"egress":"b","checker":"u7","personal":false}
            egress.rejected 2026-03-03 {"egress":"b","reason":"small-cells"}
            egress.released 2026-03-04 {"egress":"b","files":1}
            egress.requested 2026-03-01T03:00:00Z {"egress":"c","permits":["p1"],"kind":"figure","files":1}
            egress.checked 2026-03-02 {"egress":"c","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-03-03 {"egress":"c","checker":"u7","personal":false}
            egress.released 2026-03-04 {"egress":"c","files":1}
            egress.released 2026-03-05 {"egress":"c","files":3}
            egress.requested 2026-03-01T04:00:00Z {"egress":"d","permits":["p1"],"kind":"figure","files":5}
            egress.checked 2026-03-02 {"egress":"d","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-03-03 {"egress":"d","checker":"u7","personal":false}
            egress.released 2026-03-04 {"egress":"d","files":4}
            egress.requested 2026-03-01T05:00:00Z {"egress":"e","permits":["p1"],"kind":"figure","files":1,"manifest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}
            egress.checked 2026-03-02 {"egress":"e","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-03-03 {"egress":"e","checker":"u7","personal":false}
            egress.released 2026-03-04 {"egress":"e","files":1,"manifest":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}
            egress.requested 2026-03-01T06:00:00Z {"egress":"f","permits":["p1"],"kind":"figure","files":1}
            egress.approved 2026-03-03 {"egress":"f","checker":"u7","personal":false}
            egress.released 2026-03-03 {"egress":"f","files":1}
            egress.checked 2026-03-03 {"egress":"f","checker":"u7","method":"manual","personal":false}
            egress.requested 2026-03-01T07:00:00Z {"egress":"g","permits":["p1"],"kind":"figure","files":1}
            egress.checked 2026-03-02 {"egress":"g","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-03-03 {"egress":"g","checker":"u7","personal":false}
            egress.released 2026-03-04 {"egress":"g","files":1}
            egress.checked 2026-04-04 {"egress":"g","checker":"u8","method":"manual","personal":true}
            """
        )
        let answer = try await ledger.ask("e14")
        #expect(
            answer.lines("egress", "releases", "reason") == [
                "a 1 not-checked", "b 1 left-though-rejected", "c 2 other-files-left", "d 1 files-unknown",
                "e 1 other-files-left", "f 1 non-personal", "g 1 personal-left",
            ]
        )
        #expect(
            try await ledger.ask("e14", validAt: "2026-03-20").lines("egress", "reason").last == "g non-personal"
        )
    }

    /// The permit p1 names an environment, p2 none.
    ///
    /// Under p1 data are downloaded before anything was approved to leave, and sent after something was.
    @Test func downloadsAndCopiesUnderAPermitWithAnEnvironmentAreExits() async throws {
        let permit =
            #""datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-01T00:00:00Z","validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z""#
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-01 {"permits":["p1"],"environment":"spe-1",\(permit)}
            permit.issued 2026-01-01 {"permits":["p2"],\(permit)}
            access.downloaded 2026-02-01 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            access.downloaded 2026-02-02 {"purposes":["dpv:ScientificResearch"],"permits":["p2"],"datasets":["d@1"]}
            egress.requested 2026-03-01 {"egress":"g1","permits":["p1"],"kind":"figure","files":1}
            egress.checked 2026-03-02 {"egress":"g1","checker":"u7","method":"manual","personal":false}
            egress.approved 2026-03-03 {"egress":"g1","checker":"u7","personal":false}
            transfer.sent 2026-03-04 {"recipient":"org:other","permits":["p1"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("e14", ["environment": "spe-1"])
        #expect(
            answer.lines("egress", "environment", "downloads", "transfers", "reason") == [
                "- spe-1 1 1 environment-outside-permit", "g1 spe-1 - - not-released",
            ]
        )
        #expect(answer.cited[0] == [1, 3, 8])
        #expect(answer.summary.contains("downloaded 1 time and sent to others 1 time"))
        let march = try await ledger.ask("e14", ["from": "2026-03-01"])
        #expect(march.lines("egress", "reason") == ["g1 not-released", "- copy-unlinked"])
    }
}
