import CairnAudit
import Testing

/// Whether every access was covered.
@Suite("question g1")
struct G1Tests {
    /// d@1 holds s1, s2 and s3; all consent to research (lines 3 to 5), s3 only until June.
    ///
    /// Permit p1 allows research on d@1 to u1 from February to December. Training of AI systems is research under EHDS Article 53(1)(e).
    static let ground = """
        dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2","s3"]}
        dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":3}
        consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["eu-ehds:HealthcareScientificResearch"]}
        consent.given 2026-01-02 {"subjects":["s2"],"consents":["c2"],"purposes":["eu-ehds:HealthcareScientificResearch"]}
        consent.given 2026-01-02 {"subjects":["s3"],"consents":["c3"],"purposes":["eu-ehds:HealthcareScientificResearch"],"validUntil":"2026-06-01T00:00:00Z"}
        permit.issued 2026-01-20 {"permits":["p1"],"datasets":["d@1"],"purposes":["eu-ehds:HealthcareScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z","persons":["u1"]}

        """

    static func access(
        _ time: String,
        _ purpose: String = "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms",
        dataset: String = "d@1",
        permit: String = "p1",
        person: String = "u1"
    ) -> String {
        """
        access.viewed \(time) {"purposes":["\(purpose)"],"permits":["\(permit)"],"datasets":["\(dataset)"],"actor":{"id":"\(person)","kind":"person","organisation":"org:lab"}}

        """
    }

    static func reasons(_ more: String) async throws -> [String] {
        let answer = try await AskedLedger(ground + more).ask("g1")
        return answer.lines("verdict", "reason")
    }

    /// Line 7 is covered for all three by consent; the answer stands on the permit (line 6) and the access.
    @Test func anAccessThatEveryoneConsentedToIsCovered() async throws {
        let answer = try await AskedLedger(G1Tests.ground + G1Tests.access("2026-03-01")).ask("g1")
        #expect(
            answer.lines(
                "subjects",
                "covered_by_consent",
                "covered_by_other_basis",
                "not_covered",
                "permit_state",
                "verdict",
                "reason"
            )
                == ["3 3 0 0 in force covered consent"]
        )
        #expect(answer.cited == [[6, 7]])
        #expect(answer.summary == "By what this ledger records, one act was in order.")
    }

    /// One after the other: the purpose is commercial; another dataset; another person; before and after the permit; no such permit.
    @Test func whatThePermitDoesntAllowIsNotCovered() async throws {
        let reasons = try await G1Tests.reasons(
            G1Tests.access("2026-03-01", "dpv:CommercialResearch") + G1Tests.access("2026-03-02", dataset: "d@2")
                + G1Tests.access("2026-03-03", person: "u2") + G1Tests.access("2026-01-30")
                + G1Tests.access("2026-12-01")
                + G1Tests.access("2026-03-04", permit: "p9")
        )
        #expect(
            reasons == [
                "not-covered permit-not-active", "not-covered purpose-outside-permit",
                "not-covered dataset-outside-permit",
                "not-covered person-outside-permit", "undetermined permit-unknown", "not-covered permit-not-active",
            ]
        )
    }

    /// s3's consent runs out on 1 June: one of three isn't covered from then on, and nothing else covers her.
    @Test func anExpiredConsentDoesntCover() async throws {
        let answer = try await AskedLedger(G1Tests.ground + G1Tests.access("2026-05-31") + G1Tests.access("2026-06-01"))
            .ask("g1")
        #expect(answer.lines("covered_by_consent", "not_covered", "reason") == ["3 0 consent", "2 1 consent-expired"])
    }

    /// s2 withdraws on 1 March.
    ///
    /// The access of 10 April comes after the withdrawal; that of 1 February before it.
    ///
    /// All of this is recorded in the same minute, long after it happened: at each access's time nobody knew of the withdrawal.
    @Test func aWithdrawalRecordedLaterIsToldAsSuch() async throws {
        let reasons = try await G1Tests.reasons(
            """
            consent.withdrawn 2026-03-01 {"subjects":["s2"],"consents":["c2"]}

            """ + G1Tests.access("2026-02-10") + G1Tests.access("2026-04-10")
        )
        #expect(reasons == ["covered consent", "not-covered consent-withdrawn-recorded-later"])
    }

    /// The access is of 2036, when the withdrawal of 2026 has long been recorded.
    @Test func aWithdrawalThatWasKnownIsToldAsSuch() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s2"]}
            consent.given 2026-01-02 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:ScientificResearch"]}
            consent.withdrawn 2026-03-01 {"subjects":["s2"],"consents":["c2"]}
            access.viewed 2036-03-02 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            """
        )
        #expect(
            try await ledger.ask("g1", validAt: "2037-01-01").lines("verdict", "reason") == [
                "not-covered consent-withdrawn"
            ]
        )
        #expect(try await ledger.ask("g1", validAt: "2037-01-01", knownAtLine: 2).lines("reason") == [])
    }

    /// A basis in public interest covers d@1 for research from March: s3, whose consent ran out, is covered by it in June.
    @Test func anotherBasisCoversThoseWithoutConsent() async throws {
        let answer = try await AskedLedger(
            G1Tests.ground
                + """
                legal-basis.asserted 2026-03-01 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["d@1"],"purposes":["eu-ehds:HealthcareScientificResearch"]}

                """ + G1Tests.access("2026-06-10")
        ).ask("g1")
        #expect(
            answer.lines("covered_by_consent", "covered_by_other_basis", "reason") == ["2 1 consent-and-other-basis"]
        )
    }

    /// The restriction holds from 1 to 10 April; the opt-out of s1 came before the approval, that of s2 after it; s3 is erased in May.
    @Test(arguments: [
        (
            #"restriction.applied 2026-04-01 {"restriction":"r1","ground":"eu-gdpr:A18","subjects":["s1"],"validUntil":"2026-04-10T00:00:00Z"}"#,
            "2026-04-05", "restricted"
        ),
        (
            #"restriction.applied 2026-04-01 {"restriction":"r1","ground":"eu-gdpr:A18","subjects":["s1"],"validUntil":"2026-04-10T00:00:00Z"}"#,
            "2026-04-11", "consent"
        ),
        (#"opt-out.registered 2026-01-10 {"subjects":["s1"]}"#, "2026-04-05", "opted-out-before-approval"),
        (#"opt-out.registered 2026-01-21 {"subjects":["s2"]}"#, "2026-04-05", "consent"),
        (
            #"subject.erased 2026-05-01 {"subjects":["s3"],"keys":["00112233445566778899aabbccddeeff"],"ground":"eu-gdpr:A17"}"#,
            "2026-05-02", "erased"
        ),
        (
            #"subject.erased 2026-05-01 {"subjects":["s3"],"keys":["00112233445566778899aabbccddeeff"],"ground":"eu-gdpr:A17"}"#,
            "2026-04-02", "consent"
        ),
        (#"permit.suspended 2026-03-01 {"permits":["p1"]}"#, "2026-04-02", "permit-not-active"),
        (
            #"consent.invalidated 2026-05-01 {"subjects":["s1"],"consents":["c1"],"reason":"forged"}"#, "2026-04-02",
            "consent-invalid"
        ),
    ])
    func whatForbidsItIsTold(event: String, time: String, reason: String) async throws {
        #expect(
            try await G1Tests.reasons(event + "\n" + G1Tests.access(time)).map { $0.split(separator: " ")[1] } == [
                Substring(reason)
            ]
        )
    }

    /// Nobody said who is in e@1, whose data were read in line 8, or for what in line 9.
    @Test func whatCantBeToldIsUndetermined() async throws {
        let ledger = try await AskedLedger(
            """
            access.viewed 2026-03-01 {"purposes":["dpv:ScientificResearch"],"datasets":["e@1"]}
            access.viewed 2026-03-02 {"purposes":["dpv:ScientificResearch"]}
            access.viewed 2026-03-03 {"purposes":["dpv:ScientificResearch"],"subjects":["s1"]}
            """
        )
        #expect(
            try await ledger.ask("g1").lines("verdict", "reason") == [
                "undetermined members-unknown", "undetermined subjects-unknown", "not-covered no-consent",
            ]
        )
    }

    /// The permit names persons, but nobody recorded who acted: that can't be held against anyone.
    @Test func anAccessByNobodyIsUndetermined() async throws {
        let access =
            #"access.viewed 2026-03-01 {"purposes":["eu-ehds:HealthcareScientificResearch"],"permits":["p1"],"datasets":["d@1"]}"#
        let answer = try await AskedLedger(G1Tests.ground + access).ask("g1")
        #expect(answer.lines("person", "verdict", "reason") == ["- undetermined person-unknown"])
    }
}
