import CairnAudit
import Testing

/// Models that decide about people.
@Suite("question g13")
struct G13Tests {
    /// m1 is for research and decides nothing; m2 triages without oversight; m3 is not released; m4 says nothing of its effect.
    @Test func effectAndOversightAreLookedFor() async throws {
        let ledger = try await AskedLedger(
            """
            model.trained 2026-01-01 {"models":["m1"],"datasets":["d@1"]}
            model.trained 2026-01-02 {"models":["m2"],"datasets":["d@1"]}
            model.trained 2026-01-03 {"models":["m3"],"datasets":["d@1"]}
            model.trained 2026-01-04 {"models":["m4"],"datasets":["d@1"]}
            model.released 2026-02-01 {"models":["m1"],"intendedUse":"research","decisionEffect":"none"}
            model.released 2026-02-01 {"models":["m2"],"intendedUse":"triage","decisionEffect":"priority"}
            model.released 2026-02-01 {"models":["m4"],"intendedUse":"triage"}
            """
        )
        let answer = try await ledger.ask("g13")
        #expect(
            answer.lines("model", "verdict", "reason") == [
                "m1 covered not-needed", "m2 not-covered incomplete", "m3 covered not-released",
                "m4 undetermined incomplete",
            ]
        )
        #expect(answer.cited == [[1, 5], [2, 6], [3], [4, 7]])
        try await ledger.append(
            #"model.released 2026-03-01 {"models":["m2"],"intendedUse":"triage","decisionEffect":"priority","oversight":"sop-7"}"#
        )
        _ = try await ledger.project()
        #expect(try await ledger.ask("g13", ["model": "m2"]).lines("human_oversight", "reason") == ["sop-7 complete"])
    }
}
