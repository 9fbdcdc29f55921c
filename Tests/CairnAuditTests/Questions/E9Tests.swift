import CairnAudit
import Testing

/// Reported findings.
@Suite("question e9")
struct E9Tests {
    /// f1 concerns two subjects; f2 is of another permit.
    @Test func findingsAreTold() async throws {
        let ledger = try await AskedLedger(
            """
            result.finding-reported 2026-03-01 {"permits":["p1"],"finding":"f1","subjects":["s1","s2"],"recipient":"org:body"}
            result.finding-reported 2026-03-02 {"permits":["p2"],"finding":"f2"}
            """
        )
        let answer = try await ledger.ask("e9", ["permit": "p1"])
        #expect(answer.lines("finding", "recipient", "subjects") == ["f1 org:body 2"])
        #expect(answer.cited == [[1]])
        #expect(try await ledger.ask("e9").lines("finding") == ["f1", "f2"])
        #expect(try await ledger.ask("e9", validAt: "2026-02-01").summary == "In this ledger, no finding is recorded.")
    }
}
