import CairnAudit
import Testing

/// What left secure environments.
@Suite("question e14")
struct E14Tests {
    /// g1 was checked, approved and left; g2 left without approval; g3 left with personal data; g4 was rejected and stayed.
    @Test func whatLeftUncheckedOrPersonalIsTold() async throws {
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
            answer.lines("egress", "decision", "verdict", "reason") == [
                "g1 approved covered non-personal", "g2 - not-covered not-checked",
                "g3 approved not-covered personal-left", "g4 rejected covered not-released",
            ]
        )
        #expect(answer.cited == [[1, 2, 3, 4], [5, 6], [7, 8, 9], [10, 11]])
        #expect(answer.summary == "4 requests, 3 released: 2 of them left unchecked or with personal data.")
        #expect(try await ledger.ask("e14", ["permit": "p2"]).lines("egress") == ["g4"])
        #expect(
            try await ledger.ask("e14", ["permit": "p1"], knownAtLine: 2).lines("egress", "reason") == [
                "g1 not-released"
            ]
        )
    }
}
