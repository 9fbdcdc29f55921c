import CairnAudit
import Testing

/// Whether opt-outs were respected.
@Suite("question e1")
struct E1Tests {
    /// p1 is approved on 1 February.
    ///
    /// s1 opted out before and is still in; s2 too, but is left out; s3 opted out after; s4 took it back before.
    @Test func whoOptedOutBeforeTheApprovalMustBeLeftOut() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2","s3","s4"]}
            opt-out.registered 2026-01-10 {"subjects":["s1"]}
            opt-out.registered 2026-01-10 {"subjects":["s2"]}
            opt-out.registered 2026-01-10 {"subjects":["s4"]}
            opt-out.revoked 2026-01-20 {"subjects":["s4"]}
            permit.issued 2026-02-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-02-01T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            opt-out.registered 2026-02-10 {"subjects":["s3"]}
            dataset.member-excluded 2026-02-11 {"datasets":["d@1"],"subjects":["s2"],"ground":"eu-ehds:A71"}
            dataset.materialised 2026-02-12 {"datasets":["d@1"],"permits":["p1"],"environment":"spe-1"}
            """
        )
        let answer = try await ledger.ask("e1")
        #expect(
            answer.lines("subject", "is_included", "verdict", "reason") == [
                "s1 true not-covered opted-out-before-approval", "s2 false covered removed",
            ]
        )
        #expect(answer.cited == [[1, 2, 6, 9], [1, 3, 6, 8, 9]])
        #expect(
            answer.summary == "In 1 of 2 cases, a person was made available under a permit approved after the opt-out."
        )
        #expect(
            try await ledger.ask("e1", knownAtLine: 7).lines("verdict", "reason") == [
                "undetermined not-left-out-yet", "undetermined not-left-out-yet",
            ]
        )
        #expect(try await ledger.ask("e1", ["subject": "s3"]).lines("subject") == [])
    }

    /// The same for s1, with an exception under national law.
    @Test func anExceptionOfNationalLawIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1"]}
            opt-out.registered 2026-01-10 {"subjects":["s1"]}
            permit.issued 2026-02-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-02-01T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            opt-out.exception-applied 2026-02-01 {"permits":["p1"],"nationalLaw":"it:2026/7"}
            access.read 2026-02-12 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            """
        )
        #expect(
            try await ledger.ask("e1").lines("exception", "verdict", "reason") == [
                "it:2026/7 covered opt-out-exception"
            ]
        )
    }

    /// The permit of February names d@1 without s1; the amendment of April brings d@2 in, which holds s1, who had opted
    /// out in March.
    ///
    /// In May it is used, and in June the person is left out and an exception of the law is applied: both come too late
    /// for May.
    @Test func whatAnAmendmentBringsInIsHeldAgainstItsOwnTime() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s2"]}
            dataset.members-added 2026-01-01 {"datasets":["d@2"],"subjects":["s1","s2"]}
            permit.issued 2026-02-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-02-01T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            opt-out.registered 2026-03-01 {"subjects":["s1"]}
            opt-out.registered 2026-03-01 {"subjects":["s2"]}
            permit.amended 2026-04-01 {"permits":["p1"],"datasets":["d@1","d@2"]}
            access.viewed 2026-05-01 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@2"],"subjects":["s1"]}
            dataset.member-excluded 2026-06-01 {"datasets":["d@2"],"subjects":["s1"],"ground":"eu-ehds:A71"}
            opt-out.exception-applied 2026-06-02 {"permits":["p1"],"nationalLaw":"it:2026/7"}
            """
        )
        #expect(
            try await ledger.ask("e1", ["subject": "s1"]).lines("permit", "dataset", "made_available_at", "reason") == [
                "p1 d@2 2026-05-01T12:00:00+00:00 opted-out-before-approval"
            ]
        )
        #expect(
            try await ledger.ask("e1", ["subject": "s2"], validAt: "2026-05-15").lines("dataset", "reason") == [
                "d@2 not-left-out-yet"
            ]
        )
    }

    /// Genomic data are a part that says nothing of images: undetermined.
    ///
    /// Taking it back leaves the imaging part.
    @Test func partsAreHeldApart() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            opt-out.registered 2026-01-03 {"subjects":["s1"],"scope":"imaging"}
            opt-out.registered 2026-01-04 {"subjects":["s1"],"scope":"genomics"}
            opt-out.revoked 2026-01-05 {"subjects":["s1"],"scope":"genomics"}
            opt-out.registered 2026-01-04 {"subjects":["s2"],"scope":"genomics"}
            permit.issued 2026-02-01 {"permits":["p1"],"datasets":["d"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-02-01T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            access.viewed 2026-03-01 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"]}
            """
        )
        #expect(
            try await ledger.ask("e1").lines("subject", "scope", "reason") == [
                "s1 imaging opted-out-before-approval", "s2 genomics opt-out-scope-unknown",
            ]
        )
    }
}
