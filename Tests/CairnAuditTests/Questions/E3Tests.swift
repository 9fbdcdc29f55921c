import CairnAudit
import Testing

/// Which purposes were allowed, pursued and asked for.
@Suite("question e3")
struct E3Tests {
    /// p1 allows health research, and so the training of algorithms, which falls under it: the view for training is within, the one for commerce isn't.
    ///
    /// Statistics were allowed but not done. Two applications for marketing were refused for two reasons; the one that led to p1 asked for health research. p9 isn't known.
    @Test func usesAndApplicationsAreHeldAgainstPurposes() async throws {
        let ledger = try await AskedLedger(
            """
            application.submitted 2026-01-01 {"application":"a1","applicant":"org:lab","datasets":["d@1"],"purposes":["eu-ehds:HealthcareScientificResearch"]}
            permit.issued 2026-01-05 {"permits":["p1"],"application":"a1","datasets":["d@1"],"purposes":["eu-ehds:HealthcareScientificResearch","eu-ehds:ProvideHealthcareOfficialStatistics"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            access.viewed 2026-01-10 {"purposes":["eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms"],"permits":["p1"],"datasets":["d@1"]}
            access.viewed 2026-01-11 {"purposes":["dpv:CommercialResearch"],"permits":["p1"],"datasets":["d@1"]}
            application.submitted 2026-01-13 {"application":"a2","applicant":"org:shop","datasets":["d@1"],"purposes":["dpv:Marketing"]}
            application.refused 2026-01-14 {"application":"a2","reason":"prohibited-purpose"}
            application.refused 2026-01-15 {"application":"a3","reason":"incomplete","purposes":["dpv:Marketing"]}
            access.viewed 2026-01-16 {"purposes":["dpv:ScientificResearch"],"permits":["p9"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("e3")
        #expect(
            answer.lines("permit", "purpose", "named_in_permit", "uses", "outside_uses", "verdict", "reason") == [
                "p1 dpv:CommercialResearch false 1 1 not-covered purpose-outside-permit",
                "p1 eu-ehds:HealthcareScientificResearch true - - covered unused",
                "p1 eu-ehds:ProvideHealthcareOfficialStatistics true - - covered unused",
                "p1 eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms false 1 0 covered within-permit",
                "p9 dpv:ScientificResearch false 1 0 undetermined permit-unknown",
                "- dpv:Marketing - - - covered refused", "- dpv:Marketing - - - covered refused",
                "- eu-ehds:HealthcareScientificResearch - - - covered granted",
            ]
        )
        #expect(answer.cited == [[2, 4], [2], [2], [2, 3], [8], [7], [5, 6], [1, 2]])
        let one = try await ledger.ask("e3", ["permit": "p1", "to": "2026-01-11"])
        #expect(
            one.lines("kind", "reason") == [
                "permit unused", "permit unused", "permit within-permit", "application granted",
            ]
        )
    }

    /// A permit for marketing must never be: the use is within it, but prohibited.
    ///
    /// The amendment of 1 February took the purpose away.
    @Test func whatIsProhibitedStaysSo() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:DirectMarketing"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z"}
            access.viewed 2026-01-10 {"purposes":["dpv:DirectMarketing"],"permits":["p1"],"datasets":["d@1"]}
            permit.amended 2026-02-01 {"permits":["p1"],"purposes":["dpv:AcademicResearch"]}
            access.viewed 2026-02-10 {"purposes":["dpv:DirectMarketing"],"permits":["p1"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("e3", validAt: "2026-01-31")
        #expect(
            answer.lines("purpose", "uses", "outside_uses", "prohibited", "reason") == [
                "dpv:DirectMarketing 1 0 true prohibited-purpose"
            ]
        )
        let later = try await ledger.ask("e3", ["from": "2026-02-05"])
        #expect(
            later.lines("purpose", "uses", "outside_uses", "reason") == [
                "dpv:AcademicResearch - - unused", "dpv:DirectMarketing 1 1 prohibited-purpose",
            ]
        )
    }

    /// Insurance is prohibited, granted or not; a word that no vocabulary knows can't be told; an act under two permits is
    /// outside neither where one of them allows it.
    @Test func insuranceIsProhibitedAndAnUnknownWordIsNotFine() async throws {
        let permit =
            #""datasets":["d@1"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z""#
        let ledger = try await AskedLedger(
            """
            application.submitted 2026-01-01 {"application":"a1","applicant":"org:ins","datasets":["d@1"],"purposes":["dpv:HealthInsurancePricing"]}
            permit.issued 2026-01-05 {"permits":["p1"],"application":"a1","purposes":["dpv:HealthInsurancePricing"],\(permit)}
            permit.issued 2026-01-05 {"permits":["p2"],"purposes":["x:Whatever"],\(permit)}
            permit.issued 2026-01-05 {"permits":["p3"],"purposes":["dpv:AcademicResearch"],\(permit)}
            access.viewed 2026-01-10 {"purposes":["dpv:AcademicResearch"],"permits":["p2","p3"],"datasets":["d@1"]}
            """
        )
        #expect(
            try await ledger.ask("e3").lines("kind", "permit", "purpose", "outside_uses", "reason") == [
                "permit p1 dpv:HealthInsurancePricing - prohibited-purpose",
                "permit p2 dpv:AcademicResearch 0 within-permit",
                "permit p2 x:Whatever - purpose-unknown", "permit p3 dpv:AcademicResearch 0 within-permit",
                "application - dpv:HealthInsurancePricing - prohibited-purpose",
            ]
        )
    }
}
