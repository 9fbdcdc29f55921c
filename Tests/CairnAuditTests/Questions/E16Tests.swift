import CairnAudit
import Testing

/// Assessments by trusted holders.
@Suite("question e16")
struct E16Tests {
    /// org:a was a trusted holder when it assessed a1, which was granted, but what a1 asked for isn't recorded; org:b was no
    /// trusted holder when it assessed a2.
    @Test func whoAssessedIsHeldAgainstTheRegister() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:a","name":"A","country":"IT","roles":["eu-ehds:TrustedHealthDataHolder"]}
            institution.registered 2026-01-01 {"organisation":"org:b","name":"B","country":"IT","roles":["eu-ehds:HealthDataHolder"]}
            application.assessed 2026-02-01 {"application":"a1","assessor":"org:a","opinion":"grant"}
            application.assessed 2026-02-02 {"application":"a2","assessor":"org:b","opinion":"grant"}
            institution.updated 2026-02-03 {"organisation":"org:b","name":"B","country":"IT","roles":["eu-ehds:TrustedHealthDataHolder"]}
            permit.issued 2026-03-01 {"permits":["p1"],"application":"a1","datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-20T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            """
        )
        let answer = try await ledger.ask("e16")
        #expect(
            answer.lines("application", "is_trusted", "decision", "verdict") == [
                "a1 true granted undetermined", "a2 false - not-covered",
            ]
        )
        #expect(answer.cited == [[1, 3, 6], [2, 4]])
        #expect(
            try await ledger.ask("e16", ["holder": "org:a"], knownAtLine: 3).lines("verdict", "reason") == [
                "undetermined holder-unknown"
            ]
        )
    }

    /// org:a holds d, org:b holds e.
    ///
    /// org:b assesses an application for d, org:a one for d, and again while suspended; the access body may assess any.
    @Test func aTrustedHolderAssessesItsOwnDataWhileItTakesPart() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:a","name":"A","country":"IT","roles":["eu-ehds:TrustedHealthDataHolder"]}
            institution.registered 2026-01-01 {"organisation":"org:b","name":"B","country":"IT","roles":["eu-ehds:TrustedHealthDataHolder"]}
            institution.registered 2026-01-01 {"organisation":"org:body","name":"Body","country":"IT","roles":["eu-ehds:HealthDataAccessBody"]}
            dataset.created 2026-01-02 {"datasets":["d"],"title":"D","controller":"org:a"}
            dataset.created 2026-01-02 {"datasets":["e"],"title":"E","controller":"org:b"}
            application.submitted 2026-01-10 {"application":"a1","applicant":"org:lab","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            application.assessed 2026-01-11 {"application":"a1","assessor":"org:b","opinion":"grant"}
            application.assessed 2026-01-12 {"application":"a1","assessor":"org:a","opinion":"grant"}
            institution.suspended 2026-01-13 {"organisation":"org:a","reason":"audit"}
            application.assessed 2026-01-14 {"application":"a1","assessor":"org:a","opinion":"grant"}
            application.assessed 2026-01-15 {"application":"a1","assessor":"org:body","opinion":"grant"}
            application.refused 2026-01-20 {"application":"a1","reason":"purpose"}
            """
        )
        let answer = try await ledger.ask("e16")
        #expect(
            answer.lines("holder", "is_suspended", "others_datasets", "reason") == [
                "org:b false d@1 others-data-assessed", "org:a false - complete", "org:a true - assessor-suspended",
                "org:body false d@1 complete",
            ]
        )
    }
}
