import CairnAudit
import Testing

/// What dataset versions stand on.
@Suite("question g4")
struct G4Tests {
    /// d@1 holds s1, who consents, and s2, who doesn't; b1 covers d@1 from March.
    ///
    /// Ethics approval and impact assessment are of d as a whole.
    static let lines = """
        dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
        dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":2}
        consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
        ethics.approved 2026-01-01 {"committee":"ec-1","reference":"EC/1","validFrom":"2026-01-01T00:00:00Z","datasets":["d"]}
        dpia.recorded 2026-01-01 {"reference":"dpia-1","version":"1","risk":"low","reviewBy":"2027-01-01T00:00:00Z","datasets":["d"]}
        legal-basis.asserted 2026-03-01 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
        dataset.version-released 2026-01-01 {"datasets":["e@1"],"subjectCount":2}
        """

    @Test func whoIsCoveredByWhatIsCounted() async throws {
        let ledger = try await AskedLedger(G4Tests.lines)
        let answer = try await ledger.ask("g4", ["dataset": "d@1"])
        #expect(
            answer.lines(
                "subjects",
                "by_consent",
                "by_other_basis",
                "article9",
                "ethics_approval",
                "dpia",
                "gaps",
                "reason"
            )
                == ["2 1 1 eu-gdpr:A9-2-j EC/1 dpia-1 - consent-and-other-basis"]
        )
        #expect(answer.cited == [[2, 4, 5, 6]])
        #expect(
            answer.summary
                == "In this ledger, each of 1 released version has a basis for everyone in it, and the documents."
        )
    }

    /// In February only s1 is covered; nobody said who is in e@1.
    @Test func whatIsMissingIsListed() async throws {
        let ledger = try await AskedLedger(G4Tests.lines)
        let answer = try await ledger.ask("g4", validAt: "2026-02-01")
        #expect(
            answer.lines("dataset", "gaps", "verdict", "reason") == [
                "d@1 a basis not-covered no-consent",
                "e@1 members,ethics approval,impact assessment undetermined members-unknown",
            ]
        )
    }

    /// d@1 is released for academic research and states three subjects.
    ///
    /// In February one is known, who agreed to another purpose. A basis without an exception of Art. 9(2) comes in
    /// March, the other two members in April, the exception in May.
    @Test func purposesExceptionsAndUnknownMembersCount() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":3,"purposes":["dpv:AcademicResearch"]}
            ethics.approved 2026-01-01 {"committee":"ec-1","reference":"EC/1","validFrom":"2026-01-01T00:00:00Z","datasets":["d"]}
            dpia.recorded 2026-01-01 {"reference":"dpia-1","version":"1","risk":"low","reviewBy":"2027-01-01T00:00:00Z","datasets":["d"]}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ImproveHealthcare"]}
            legal-basis.asserted 2026-03-01 {"basis":"b1","article6":"eu-gdpr:A6-1-f","datasets":["d"],"purposes":["dpv:AcademicResearch"]}
            dataset.members-added 2026-04-01 {"datasets":["d@1"],"subjects":["s2","s3"]}
            legal-basis.changed 2026-05-01 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j"}
            """
        )
        func line(_ validAt: String) async throws -> [String] {
            try await ledger.ask("g4", validAt: validAt)
                .lines("subjects", "subjects_unknown", "by_other_basis", "without_basis", "gaps", "verdict", "reason")
        }
        #expect(try await line("2026-02-01") == ["3 2 0 1 members,a basis not-covered purpose-outside-consent"])
        #expect(
            try await line("2026-03-10")
                == ["3 2 1 0 members,an exception of Art. 9(2) undetermined members-unknown"]
        )
        #expect(try await line("2026-04-10") == ["3 0 3 0 an exception of Art. 9(2) undetermined article9-missing"])
        #expect(try await line("2026-05-10") == ["3 0 3 0 - covered other-basis"])
    }

    /// The basis was asserted a month after s1 had withdrawn: it may not be put in the consent's place.
    @Test func aBasisAfterAWithdrawalIsNoSureGround() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":1,"purposes":["dpv:AcademicResearch"]}
            consent.given 2026-01-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-02-01 {"subjects":["s1"],"consents":["c1"]}
            legal-basis.asserted 2026-03-01 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["d"],"purposes":["dpv:AcademicResearch"]}
            """
        )
        #expect(try await ledger.ask("g4").lines("verdict", "reason") == ["undetermined basis-after-withdrawal"])
    }
}
