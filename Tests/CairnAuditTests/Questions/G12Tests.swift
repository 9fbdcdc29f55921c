import CairnAudit
import Testing

/// Objections.
@Suite("question g12")
struct G12Tests {
    /// q1 was granted, but d@1, which holds s1, was read afterwards; q2 is refused on a ground in time; q3 waits.
    @Test func whatCameAfterAnObjectionIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            objection.raised 2026-03-01 {"requests":["q1"],"subjects":["s1"]}
            objection.raised 2026-03-02 {"requests":["q2"],"subjects":["s2"]}
            objection.raised 2026-03-03 {"requests":["q3"],"subjects":["s3"]}
            objection.decided 2026-03-10 {"requests":["q1"],"decision":"granted"}
            objection.decided 2026-03-10 {"requests":["q2"],"decision":"refused","ground":"eu-gdpr:A6-1-e"}
            access.read 2026-03-20 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            """
        )
        let answer = try await ledger.ask("g12", validAt: "2026-03-25")
        #expect(
            answer.lines("objection", "decision", "grounds", "accesses_after", "reason") == [
                "q1 granted - 1 objection-upheld", "q2 refused eu-gdpr:A6-1-e 0 in-time", "q3 - - 0 open",
            ]
        )
        #expect(answer.cited == [[2, 5, 7], [3, 6], [4]])
        #expect(
            try await ledger.ask("g12", ["subject": "s3"], validAt: "2026-04-13T12:00:00Z").lines(
                "overdue_days",
                "reason"
            ) == [
                "10 overdue"
            ]
        )
    }

    /// s1 agreed to the research: an objection, which is to Article 6(1)(e) and (f), doesn't reach it.
    ///
    /// s2 didn't, and the hospital's basis (e) waits while the objection does. Another word than granted or refused
    /// decides nothing.
    @Test func anObjectionReachesNoConsent() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            dataset.members-added 2026-01-01 {"datasets":["e@1"],"subjects":["s2"]}
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            legal-basis.asserted 2026-01-02 {"basis":"b1","article6":"eu-gdpr:A6-1-e","article9":"eu-gdpr:A9-2-j","datasets":["e"],"purposes":["dpv:ScientificResearch"]}
            objection.raised 2026-03-02 {"requests":["q1"],"subjects":["s1"]}
            objection.raised 2026-03-02 {"requests":["q2"],"subjects":["s2"]}
            objection.raised 2026-03-02 {"requests":["q3"],"subjects":["s3"]}
            objection.decided 2026-03-04 {"requests":["q3"],"decision":"noted"}
            access.read 2026-03-05 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"]}
            access.read 2026-03-05 {"purposes":["dpv:ScientificResearch"],"datasets":["e@1"]}
            """
        )
        #expect(
            try await ledger.ask("g12", validAt: "2026-03-10").lines("objection", "accesses_after", "reason") == [
                "q1 1 open", "q2 1 objection-pending", "q3 0 decision-unknown",
            ]
        )
    }

    /// A request for the right of Article 21 is in the register, too.
    @Test func aRequestForTheRightIsAnObjection() async throws {
        let ledger = try await AskedLedger(
            #"request.received 2026-03-02 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A21","receivedAt":"2026-03-02T09:00:00Z"}"#
        )
        #expect(try await ledger.ask("g12", validAt: "2026-05-01").lines("objection", "reason") == ["q1 overdue"])
    }

    /// The transfer says no purpose, so it is for those of its only permit, research, and comes while q1 waits.
    @Test func whatSaysNoPurposeHasThoseOfItsPermit() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            permit.issued 2026-01-02 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-02T12:00:00Z","validFrom":"2026-01-02T12:00:00Z","validUntil":"2027-01-02T12:00:00Z"}
            objection.raised 2026-03-01 {"requests":["q1"],"subjects":["s1"],"purposes":["dpv:ScientificResearch"]}
            transfer.sent 2026-03-02 {"datasets":["d@1"],"permits":["p1"],"recipient":"org:lab"}
            """
        )
        #expect(
            try await ledger.ask("g12", validAt: "2026-03-10").lines("objection", "reason") == ["q1 objection-pending"]
        )
    }
}
