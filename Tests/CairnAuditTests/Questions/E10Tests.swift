import CairnAudit
import Testing

/// In which form data were made available.
@Suite("question e10")
struct E10Tests {
    /// p1 allows anonymised data, but pseudonymised ones were made ready; p2 allows pseudonymised ones and says why; p3 doesn't.
    @Test func theFormIsHeldAgainstThePermit() async throws {
        let permit =
            #""datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z""#
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-20 {"permits":["p1"],"format":"anonymised",\(permit)}
            permit.issued 2026-01-21 {"permits":["p2"],"format":"pseudonymised","justification":"follow-up",\(permit)}
            permit.issued 2026-01-22 {"permits":["p3"],"format":"pseudonymised",\(permit)}
            dataset.materialised 2026-02-01 {"datasets":["d@1"],"permits":["p1"],"environment":"spe-1","format":"pseudonymised","subjectCount":3}
            """
        )
        let answer = try await ledger.ask("e10")
        #expect(
            answer.lines("permit", "made_format", "verdict", "reason") == [
                "p1 pseudonymised not-covered form-beyond-permit", "p2 - covered complete",
                "p3 - undetermined form-not-justified",
            ]
        )
        #expect(answer.cited == [[1, 4], [2], [3]])
        #expect(try await ledger.ask("e10", ["permit": "p1"], knownAtLine: 1).lines("reason") == ["complete"])
    }

    /// Figures were allowed, single anonymised records were given; a form that is none of the three can't be told.
    @Test func nearerToThePersonsThanAllowedIsBeyond() async throws {
        let permit =
            #""datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z""#
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-20 {"permits":["p1"],"format":"statistical",\(permit)}
            dataset.materialised 2026-02-01 {"datasets":["d@1"],"permits":["p1"],"environment":"spe-1","format":"anonymised"}
            dataset.materialised 2026-02-02 {"datasets":["d@1"],"permits":["p1"],"environment":"spe-1","format":"blurred"}
            dataset.materialised 2026-02-03 {"datasets":["d@1"],"permits":["p1"],"environment":"spe-1","format":"statistical"}
            """
        )
        #expect(
            try await ledger.ask("e10").lines("made_format", "reason") == [
                "anonymised form-beyond-permit", "blurred form-unknown", "statistical complete",
            ]
        )
    }
}
