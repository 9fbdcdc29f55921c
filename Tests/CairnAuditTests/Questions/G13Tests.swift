import CairnAudit
import Testing

/// Models that decide about people.
@Suite("question g13")
struct G13Tests {
    /// m1 is for research and decides nothing; m2 triages without oversight; m3 is not released; m4 says nothing of its
    /// effect; m5 was trained elsewhere and triages without oversight.
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
            model.released 2026-02-02 {"models":["m5"],"intendedUse":"triage","decisionEffect":"priority"}
            """
        )
        let answer = try await ledger.ask("g13")
        #expect(
            answer.lines("model", "verdict", "reason") == [
                "m1 covered not-needed", "m2 not-covered no-oversight", "m3 covered model-not-released",
                "m4 undetermined effect-unknown", "m5 not-covered no-oversight",
            ]
        )
        #expect(answer.cited == [[1, 5], [2, 6], [3], [4, 7], [8]])
        #expect(
            answer.summary
                == "Of 5 models, 2 decide about people without recorded human oversight; of 1 the effect on people is "
                + "not recorded."
        )
        try await ledger.append(
            #"model.released 2026-03-01 {"models":["m2"],"intendedUse":"triage","decisionEffect":"priority","oversight":"sop-7"}"#
        )
        _ = try await ledger.project()
        #expect(
            try await ledger.ask("g13", ["model": "m2"]).lines("human_oversight", "reason")
                == ["sop-7 oversight-recorded"]
        )
    }
}
