import CairnAudit
import Testing

/// Opt-outs and their effect.
@Suite("question e2")
struct E2Tests {
    /// s1 opts out on 10 January and is taken out of d@1 on 20 January; s2 opts out and stays in; s3 is in nothing; s4 took it back.
    @Test func howLongAnOptOutTookIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2","s4"]}
            opt-out.registered 2026-01-10 {"subjects":["s1"]}
            opt-out.registered 2026-01-11 {"subjects":["s2"]}
            opt-out.registered 2026-01-12 {"subjects":["s3"]}
            opt-out.registered 2026-01-13 {"subjects":["s4"]}
            opt-out.revoked 2026-01-14 {"subjects":["s4"]}
            dataset.member-excluded 2026-01-20 {"datasets":["d@1"],"subjects":["s1"],"ground":"eu-ehds:A71"}
            """
        )
        let answer = try await ledger.ask("e2", validAt: "2026-01-31T12:00:00Z")
        #expect(
            answer.lines("subject", "versions", "excluded", "lag_days", "reason") == [
                "s1 1 1 10 removed", "s2 1 0 20 still-there", "s3 0 0 - not-needed", "s4 1 0 1 not-needed",
            ]
        )
        #expect(answer.cited == [[2, 7], [3], [4], [5, 6]])
        #expect(answer.summary == "4 opt-outs, 1 taken back; 1 has not taken effect yet.")
        #expect(try await ledger.ask("e2", ["from": "2026-01-12"]).lines("subject") == ["s3", "s4"])
    }

    /// The next version leaves s1 out, and the one before is invalidated nine days after the opt-out; for s2, who opted
    /// out too, the next version goes on.
    ///
    /// Taking back one part ends that part alone.
    @Test func anInvalidatedVersionHoldsNobody() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-01-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.version-released 2026-01-01 {"datasets":["d@1"],"subjectCount":2}
            opt-out.registered 2026-02-01 {"subjects":["s1"],"scope":"imaging"}
            opt-out.registered 2026-02-01 {"subjects":["s2"]}
            opt-out.registered 2026-02-02 {"subjects":["s1"],"scope":"genomics"}
            opt-out.revoked 2026-02-03 {"subjects":["s1"],"scope":"genomics"}
            dataset.members-removed 2026-02-10 {"datasets":["d@2"],"subjects":["s1"]}
            dataset.version-released 2026-02-10 {"datasets":["d@2"],"previous":"d@1","subjectCount":1}
            dataset.invalidated 2026-02-10 {"datasets":["d@1"],"reason":"opt-out"}
            """
        )
        #expect(
            try await ledger.ask("e2", validAt: "2026-03-01").lines(
                "subject",
                "scope",
                "versions",
                "excluded",
                "lag_days",
                "reason"
            ) == [
                "s1 imaging 1 1 9 removed", "s2 all 2 1 27 still-there", "s1 genomics 1 1 1 not-needed",
            ]
        )
    }
}
