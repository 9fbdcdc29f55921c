import CairnAudit
import Testing

/// Whether a subject had consented.
@Suite("question g2")
struct G2Tests {
    /// s1 agrees to research in January, narrows it to AI training in March, takes it back in May, and had said no to commerce.
    static let lines = """
        notice.provided 2026-01-01 {"notice":"n1","subjects":["s1","s2"]}
        consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["eu-ehds:HealthcareScientificResearch"],"notice":"n1","version":"1"}
        consent.scope-modified 2026-03-01 {"subjects":["s1"],"consents":["c1"],"purposes":["eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms"],"version":"2"}
        consent.withdrawn 2026-05-01 {"subjects":["s1"],"consents":["c1"]}
        consent.refused 2026-01-02 {"subjects":["s1"],"consents":["c2"],"purposes":["dpv:CommercialResearch"]}
        consent.given 2026-01-02 {"subjects":["s2"],"consents":["c3"],"purposes":["DUO:0000042"],"validUntil":"2026-02-01T00:00:00Z"}
        """

    /// In February research covers AI training (EHDS Article 53(1)(e)); the row stands on the notice (1) and the consent (2).
    @Test func aConsentInForceCoversANarrowerPurpose() async throws {
        let ledger = try await AskedLedger(G2Tests.lines)
        let purpose = "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms"
        let answer = try await ledger.ask("g2", ["subject": "s1", "purpose": purpose], validAt: "2026-02-01")
        #expect(
            answer.lines("consent", "state_then", "verdict", "reason") == [
                "c1 given covered consent", "c2 refused not-covered consent-refused",
            ]
        )
        #expect(answer.cited == [[1, 2], [5]])
        #expect(answer.summary == "Yes: a consent in force covered this purpose at that time.")
    }

    /// In April only AI training is covered; in June nothing, and in May not yet known to a reader of three lines.
    @Test func changesCountFromWhenTheyTakeEffect() async throws {
        let ledger = try await AskedLedger(G2Tests.lines)
        let research = ["subject": "s1", "purpose": "eu-ehds:HealthcareScientificResearch"]
        #expect(
            try await ledger.ask("g2", research, validAt: "2026-04-01").lines("reason") == [
                "purpose-outside-consent", "consent-refused",
            ]
        )
        let june = try await ledger.ask("g2", research, validAt: "2026-06-01")
        #expect(june.lines("state_then", "reason") == ["refused consent-refused", "withdrawn consent-withdrawn"])
        #expect(june.summary.hasPrefix("No: "))
        #expect(
            try await ledger.ask("g2", research, validAt: "2026-06-01", knownAtLine: 2).lines("reason") == ["consent"]
        )
    }

    /// DUO: health research falls under general research; the consent ended on 1 February.
    @Test func aConsentRunsOut() async throws {
        let ledger = try await AskedLedger(G2Tests.lines)
        let health = ["subject": "s2", "purpose": "DUO:0000006"]
        #expect(try await ledger.ask("g2", health, validAt: "2026-01-31").lines("reason") == ["consent"])
        #expect(
            try await ledger.ask("g2", health, validAt: "2026-02-01").lines("state_then", "reason") == [
                "expired consent-expired"
            ]
        )
        #expect(
            try await ledger.ask("g2", health, validAt: "2026-01-01").summary
                == "No: no consent of this subject is recorded by then."
        )
    }

    @Test func aPurposeThatIsNoTermIsToldApart() async throws {
        let ledger = try await AskedLedger(
            #"consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"],"method":"portal"}"#
        )
        #expect(
            try await ledger.ask("g2", ["subject": "s1", "purpose": "dpv:ScientificResaerch"]).answer.warnings == [
                "dpv:ScientificResaerch is no term of the vocabularies that this version knows: is purpose written rightly?"
            ]
        )
        #expect(
            try await ledger.ask("g2", ["subject": "s1", "purpose": "dpv:ScientificResearch"]).answer.warnings == []
        )
    }
}
