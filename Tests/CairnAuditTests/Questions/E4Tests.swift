import CairnAudit
import Testing

/// What the public register shows, and whether it came in time.
@Suite("question e4")
struct E4Tests {
    /// Thirty working days after Monday, 5 January 2026 end on Monday, 16 February: p1 was published on the 16th, in time; p2 on the 18th, two days late; p3, issued on Saturday, 10 January, was due on Friday, 20 February, and never published: on 1 March it was nine days overdue.
    ///
    /// The refusal of a4 says nothing of a publication.
    @Test func publicationsAreHeldAgainstThirtyWorkingDays() async throws {
        let ledger = try await AskedLedger(
            """
            legal-basis.asserted 2026-01-01 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["d@1"]}
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            permit.issued 2026-01-05 {"permits":["p2"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:firm","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            permit.issued 2026-01-10 {"permits":["p3"],"datasets":["e@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            application.submitted 2026-01-11 {"application":"a4","applicant":"org:shop","datasets":["d@1"],"purposes":["dpv:CommercialResearch"]}
            application.refused 2026-01-12 {"application":"a4","reason":"prohibited-purpose"}
            permit.published 2026-02-16 {"permits":["p1"],"publishedAt":"2026-02-16T10:00:00Z"}
            permit.published 2026-02-18 {"permits":["p2"],"publishedAt":"2026-02-18T10:00:00Z"}
            result.published 2026-02-20 {"permits":["p1"],"publishedAt":"2026-02-20T10:00:00Z","url":"https://doi.example/1"}
            """
        )
        let answer = try await ledger.ask("e4", validAt: "2026-03-01")
        #expect(
            answer.lines("kind", "permit_or_application", "organisation", "verdict", "reason", "overdue_days") == [
                "permit p1 org:lab covered in-time -", "permit p2 org:firm not-covered late 2",
                "permit p3 org:lab not-covered overdue 9",
                "refusal a4 org:shop undetermined publication-unknown -",
            ]
        )
        #expect(
            answer.lines("legal_basis", "results", "results_url", "justification") == [
                "eu-gdpr:A6-1-e,eu-gdpr:A9-2-j 1 https://doi.example/1 -", "eu-gdpr:A6-1-e,eu-gdpr:A9-2-j 0 - -",
                "- 0 - -",
                "- 0 - prohibited-purpose",
            ]
        )
        #expect(answer.cited == [[1, 2, 7, 9], [1, 3, 8], [4], [5, 6]])
        let early = try await ledger.ask("e4", ["dataset": "e@1"], validAt: "2026-02-20")
        #expect(early.lines("permit_or_application", "reason", "due_by") == ["p3 open 2026-02-20T23:59:59+00:00"])
        #expect(
            try await ledger.ask("e4", ["from": "2026-01-11"], validAt: "2026-03-01").lines("permit_or_application")
                == ["a4"]
        )
    }

    /// The permit was revoked, but this was recorded in line 2: known at line 1, it is active.
    ///
    /// Before its issue there is nothing.
    @Test func theStateIsTheOneThatWasKnown() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            permit.revoked 2026-01-20 {"permits":["p1"],"reason":"misuse"}
            """
        )
        #expect(try await ledger.ask("e4", validAt: "2026-02-01").lines("state", "reason") == ["revoked open"])
        #expect(try await ledger.ask("e4", validAt: "2026-02-01", knownAtLine: 1).lines("state") == ["active"])
        #expect(try await ledger.ask("e4", validAt: "2026-01-10").lines("state") == ["active"])
        #expect(try await ledger.ask("e4", validAt: "2026-01-01").lines("state") == [])
    }

    /// Issued on Friday, 18 December 2026: thirty working days, but 25 December and 1 January, end on Tuesday, 2 February.
    ///
    /// Where 6 January is free as well, they end on the 3rd.
    @Test func publicHolidaysAreNoWorkingDays() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-12-18 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-12-18T00:00:00Z","validFrom":"2027-01-06T00:00:00Z","validUntil":"2027-12-31T00:00:00Z"}
            policy.set 2026-12-01 {"rule":"legal-calendar","timeZone":"Europe/Rome","holidays":["2027-01-06"]}
            """
        )
        let without = try await ledger.ask("e4", validAt: "2026-12-31", knownAtLine: 1)
        #expect(without.lines("due_by", "due_date") == ["2027-02-02T23:59:59+00:00 2027-02-02"])
        #expect(without.answer.warnings.count { $0.hasPrefix("No legal calendar is set") } == 1)
        let with = try await ledger.ask("e4", validAt: "2026-12-31")
        #expect(with.lines("due_by", "due_date") == ["2027-02-03T22:59:59+00:00 2027-02-03"])
        #expect(with.answer.warnings == [])
    }
}
