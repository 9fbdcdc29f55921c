import CairnAudit
import Testing

/// The file of an erasure.
@Suite("question g9")
struct G9Tests {
    /// q1 is received on 1 March, due on 1 April, executed on 20 March in two places; q2 is due on 1 April and never done.
    ///
    /// q3 is extended to June and refused in May.
    static let lines = """
        erasure.requested 2026-03-01 {"requests":["q1"],"subjects":["s1"],"receivedAt":"2026-03-01T00:00:00Z"}
        erasure.requested 2026-03-01 {"requests":["q2"],"subjects":["s2"],"receivedAt":"2026-03-01T00:00:00Z"}
        erasure.requested 2026-03-01 {"requests":["q3"],"subjects":["s3"],"receivedAt":"2026-03-01T00:00:00Z"}
        erasure.executed 2026-03-20 {"requests":["q1"],"subjects":["s1"],"method":"crypto-shred","locations":["vault","archive"],"keys":["k1"]}
        recipient.notified 2026-03-21 {"recipient":"org:lab","causes":["x"],"requests":["q1"]}
        request.extended 2026-03-25 {"requests":["q3"],"dueBy":"2026-06-01T00:00:00Z","reason":"complex"}
        erasure.refused 2026-05-01 {"requests":["q3"],"exception":"eu-gdpr:JustificationA17LegallyRequired"}
        """

    @Test func whatIsDoneOverdueAndRefusedIsTold() async throws {
        let ledger = try await AskedLedger(G9Tests.lines)
        let answer = try await ledger.ask("g9", validAt: "2026-04-11")
        #expect(
            answer.lines("request", "step", "places", "keys_destroyed", "recipients_told", "overdue_days", "reason")
                == [
                    "q1 executed vault, archive 1 org:lab - in-time", "q2 nothing yet - - - 10 overdue",
                    "q3 nothing yet - - - - open",
                ]
        )
        #expect(answer.cited == [[1, 4], [2], [3, 6]])
        let later = try await ledger.ask("g9", ["request": "q3"], validAt: "2026-07-01")
        #expect(
            later.lines("step", "kept_ground", "reason") == ["refused eu-gdpr:JustificationA17LegallyRequired in-time"]
        )
    }

    @Test func oneSubjectIsAskedAbout() async throws {
        let ledger = try await AskedLedger(G9Tests.lines)
        #expect(try await ledger.ask("g9", ["subject": "s2"]).lines("request") == ["q2"])
        #expect(try await ledger.ask("g9", ["subject": "s9"]).summary == "No erasure is recorded as asked for.")
    }
}
