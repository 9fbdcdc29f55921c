import CairnAudit
import Testing

/// What permits say, and how they lived.
@Suite("question e11")
struct E11Tests {
    /// p1: applied for on 1 January 2020, decided on 1 March (due 1 April); one year; over on 1 May 2021, so the data had to go by 1 November 2021, but w1 went at noon of the 3rd: two days late.
    ///
    /// p2 was decided on 11 April, ten days late; it lasts eleven years, 365 days too long; it isn't over.
    @Test func decisionDurationAndDeletionAreJudged() async throws {
        let ledger = try await AskedLedger(
            """
            application.submitted 2020-01-01 {"application":"a1","applicant":"org:lab","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            permit.issued 2020-03-02 {"permits":["p1"],"application":"a1","datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2020-03-01T00:00:00Z","validFrom":"2020-05-01T00:00:00Z","validUntil":"2021-05-01T00:00:00Z","persons":["u1"],"environment":"spe:a","conditions":["fee-paid"]}
            application.submitted 2020-01-01 {"application":"a2","applicant":"org:lab","datasets":["d@1"],"purposes":["dpv:ScientificResearch"]}
            permit.issued 2020-04-11 {"permits":["p2"],"application":"a2","datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:firm","approvedAt":"2020-04-11T12:00:00Z","validFrom":"2020-05-01T00:00:00Z","validUntil":"2031-05-01T00:00:00Z"}
            session.workspace-created 2020-05-02 {"workspace":"w1","environment":"spe:a","permits":["p1"]}
            session.workspace-created 2020-05-02 {"workspace":"w2","environment":"spe:a","permits":["p1"]}
            session.workspace-deleted 2021-11-03 {"workspace":"w1","environment":"spe:a","permits":["p1"]}
            session.workspace-deleted 2021-11-03T00:00:01Z {"workspace":"w2","environment":"spe:a","permits":["p1"]}
            """
        )
        let answer = try await ledger.ask("e11", validAt: "2022-01-01")
        #expect(
            answer.lines("permit", "matter", "state", "verdict", "reason", "overdue_days") == [
                "p1 decision expired covered in-time -", "p1 duration expired covered duration-allowed -",
                "p1 deletion expired not-covered late 2", "p2 decision active not-covered late 10",
                "p2 duration active not-covered duration-too-long 365", "p2 deletion active covered not-needed -",
            ]
        )
        #expect(answer.cited == [[1, 2], [2], [2, 7, 8], [3, 4], [4], [4]])
        let one = try await ledger.ask("e11", ["permit": "p1"], validAt: "2021-06-01")
        #expect(
            one.lines("matter", "due_by", "reason") == [
                "decision 2020-04-01T23:59:59+00:00 in-time", "duration 2030-05-01T23:59:59+00:00 duration-allowed",
                "deletion 2021-11-01T23:59:59+00:00 open",
            ]
        )
        let last = try await ledger.ask("e11", ["permit": "p1"], validAt: "2022-01-01", knownAtLine: 7)
        #expect(
            last.lines("matter", "conditions", "authorised", "reason") == [
                "decision fee-paid 1 in-time", "duration fee-paid 1 duration-allowed", "deletion fee-paid 1 overdue",
            ]
        )
    }

    /// Nothing tells when p1 was applied for, nor of a workspace; it was revoked.
    ///
    /// Extended, it could last twenty years.
    @Test func whatIsNotRecordedIsNotJudged() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2020-03-02 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2020-03-01T00:00:00Z","validFrom":"2020-05-01T00:00:00Z","validUntil":"2021-05-01T00:00:00Z"}
            permit.extended 2020-12-01 {"permits":["p1"],"validUntil":"2035-05-01T00:00:00Z"}
            permit.revoked 2021-02-01 {"permits":["p1"],"reason":"misuse"}
            """
        )
        let answer = try await ledger.ask("e11", ["permit": "p1"])
        #expect(
            answer.lines("matter", "state", "verdict", "reason") == [
                "decision revoked undetermined no-deadline", "duration revoked covered duration-allowed",
                "deletion revoked undetermined workspaces-unknown",
            ]
        )
        #expect(answer.cited == [[1], [1, 2], [1, 2, 3]])
        #expect(try await ledger.ask("e11", ["permit": "p9"]).lines("permit") == [])
    }

    /// Two extensions are one too many, though the permit ends within twenty years; u2 replaced u1 in the amendment.
    @Test func aPermitIsExtendedOnceAndItsPersonsAreReplaced() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2024-03-04 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2024-03-01T00:00:00Z","validFrom":"2024-05-01T00:00:00Z","validUntil":"2026-05-01T00:00:00Z","persons":["u1"]}
            permit.extended 2025-02-03 {"permits":["p1"],"validUntil":"2027-05-01T00:00:00Z"}
            permit.extended 2025-09-01 {"permits":["p1"],"validUntil":"2028-05-01T00:00:00Z"}
            permit.amended 2025-10-01 {"permits":["p1"],"persons":["u2"]}
            """
        )
        #expect(
            try await ledger.ask("e11", validAt: "2026-01-01").lines("matter", "persons", "verdict", "reason") == [
                "decision u2 undetermined no-deadline", "duration u2 not-covered extended-more-than-once",
                "deletion u2 covered not-needed",
            ]
        )
        #expect(
            try await ledger.ask("e11", validAt: "2025-08-01").lines("persons", "reason")[1] == "u1 duration-allowed"
        )
    }
}
