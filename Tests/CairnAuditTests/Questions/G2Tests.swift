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

    /// In February research covers AI training (EHDS Article 53(1)(e)); the row stands on the notice (1) and the
    /// consent (2).
    ///
    /// The refusal was of commerce, and says nothing of research.
    @Test func aConsentInForceCoversANarrowerPurpose() async throws {
        let ledger = try await AskedLedger(G2Tests.lines)
        let purpose = "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms"
        let answer = try await ledger.ask("g2", ["subject": "s1", "purpose": purpose], validAt: "2026-02-01")
        #expect(
            answer.lines("consent", "state_then", "missing", "verdict", "reason") == [
                "c1 given method,form,expressedBy covered consent", "c2 refused - not-covered no-consent",
            ]
        )
        #expect(answer.cited == [[1, 2], [5]])
        #expect(
            answer.summary
                == "Yes: a consent in force covered this purpose at that time. Proof is missing: see the column missing."
        )
    }

    /// In April only AI training is covered; in June nothing, and in May not yet known to a reader of three lines.
    @Test func changesCountFromWhenTheyTakeEffect() async throws {
        let ledger = try await AskedLedger(G2Tests.lines)
        let research = ["subject": "s1", "purpose": "eu-ehds:HealthcareScientificResearch"]
        #expect(
            try await ledger.ask("g2", research, validAt: "2026-04-01").lines("reason") == [
                "purpose-outside-consent", "no-consent",
            ]
        )
        let training = ["subject": "s1", "purpose": "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms"]
        let june = try await ledger.ask("g2", training, validAt: "2026-06-01")
        #expect(june.lines("state_then", "reason") == ["withdrawn consent-withdrawn", "refused no-consent"])
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
                == "No: no consent of this person is recorded in this ledger by then."
        )
    }

    /// Research and development and better care are agreed to; commercial research is taken back in February, better
    /// care in March.
    ///
    /// What was taken back first stays so, what lies over it must be asked for part by part, the rest stands.
    @Test(arguments: [
        ("dpv:CommercialResearch", "consent-withdrawn"), ("dpv:ImproveHealthcare", "consent-withdrawn"),
        ("dpv:AcademicResearch", "consent"), ("dpv:ResearchAndDevelopment", "purpose-partly-withdrawn"),
        ("dpv:PublicPolicyMaking", "purpose-outside-consent"), ("DUO:0000006", "vocabularies-differ"),
    ])
    func whatWasTakenBackStaysTakenBack(purpose: String, reason: String) async throws {
        let ledger = try await AskedLedger(
            """
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ResearchAndDevelopment","dpv:ImproveHealthcare"]}
            consent.withdrawn 2026-02-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:CommercialResearch"]}
            consent.withdrawn 2026-03-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ImproveHealthcare"]}
            """
        )
        let answer = try await ledger.ask("g2", ["subject": "s1", "purpose": purpose])
        #expect(
            answer.lines("purposes", "withdrawn", "reason") == [
                "dpv:ResearchAndDevelopment dpv:CommercialResearch,dpv:ImproveHealthcare \(reason)"
            ]
        )
    }

    /// c1: asked again and put off, it stands; narrowed, it keeps its end.
    ///
    /// c2: changed after it was taken back, nobody can tell what stands. c3: the controller ended it. c4: found invalid
    /// in March from February on, given anew in May.
    @Test func stepsThatFollowAndThatDoNot() async throws {
        let ledger = try await AskedLedger(
            """
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch","dpv:CommercialResearch"],"validUntil":"2026-06-01T00:00:00Z"}
            consent.requested 2026-02-01 {"subjects":["s1"],"consents":["c1"]}
            consent.deferred 2026-02-02 {"subjects":["s1"],"consents":["c1"]}
            consent.scope-modified 2026-03-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-02-01 {"subjects":["s1"],"consents":["c2"]}
            consent.scope-modified 2026-03-01 {"subjects":["s1"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c3"],"purposes":["dpv:AcademicResearch"]}
            consent.revoked 2026-02-01 {"subjects":["s1"],"consents":["c3"],"reason":"study-stopped"}
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c4"],"purposes":["dpv:AcademicResearch"]}
            consent.invalidated 2026-03-20 {"subjects":["s1"],"consents":["c4"],"reason":"capacity","effectiveAt":"2026-02-10T00:00:00Z"}
            consent.given 2026-05-01 {"subjects":["s1"],"consents":["c4"],"purposes":["dpv:AcademicResearch"]}
            """
        )
        let academic = ["subject": "s1", "purpose": "dpv:AcademicResearch"]
        func states(_ day: String) async throws -> Set<String> {
            Set(try await ledger.ask("g2", academic, validAt: day).lines("consent", "state_then", "reason"))
        }
        #expect(
            try await states("2026-02-05") == [
                "c1 given consent", "c2 withdrawn consent-withdrawn", "c3 revoked consent-revoked", "c4 given consent",
            ]
        )
        #expect(
            try await states("2026-03-10") == [
                "c1 given consent", "c2 order consent-order", "c3 revoked consent-revoked",
                "c4 invalid consent-invalid",
            ]
        )
        #expect(
            try await states("2026-06-01") == [
                "c1 expired consent-expired", "c2 order consent-order", "c3 revoked consent-revoked",
                "c4 given consent",
            ]
        )
    }

    /// A notice that came after the consent informed nobody; one that came before did.
    @Test func aNoticeAfterTheConsentIsNoProof() async throws {
        let ledger = try await AskedLedger(
            """
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"],"notice":"n1","method":"portal","expressedBy":"self","form":"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="}
            notice.provided 2026-01-03 {"notice":"n1","subjects":["s1"]}
            notice.provided 2026-01-04 {"notice":"n2","subjects":["s1"]}
            consent.renewed 2026-02-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"],"notice":"n2","method":"portal","expressedBy":"self","form":"n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="}
            """
        )
        let academic = ["subject": "s1", "purpose": "dpv:AcademicResearch"]
        let first = try await ledger.ask("g2", academic, validAt: "2026-02-01")
        #expect(first.lines("verdict", "missing") == ["covered notice-before-consent"])
        let renewed = try await ledger.ask("g2", academic)
        #expect(renewed.lines("verdict", "missing") == ["covered -"])
        #expect(renewed.summary == "Yes: a consent in force covered this purpose at that time.")
    }

    @Test func aPurposeThatIsNoTermIsToldApart() async throws {
        let ledger = try await AskedLedger(
            #"consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"],"method":"portal"}"#
        )
        #expect(
            try await ledger.ask("g2", ["subject": "s1", "purpose": "dpv:ScientificResaerch"]).answer.warnings == [
                "dpv:ScientificResaerch is no term of the vocabularies that this version knows. Check the spelling."
            ]
        )
        #expect(
            try await ledger.ask("g2", ["subject": "s1", "purpose": "dpv:ScientificResearch"]).answer.warnings == []
        )
    }
}
