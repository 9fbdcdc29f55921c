import CairnAudit
import Testing

/// Corrections that subjects asked for.
@Suite("question g8")
struct G8Tests {
    /// q1 is received on 1 March and corrected on 10 March; q2 is received the same day, due on 1 April, and lies.
    @Test func whatWasCorrectedAndWhatLiesIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            request.received 2026-03-01 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A16","receivedAt":"2026-03-01T00:00:00Z","fieldClass":"date"}
            request.received 2026-03-01 {"requests":["q2"],"subjects":["s2"],"requestedRight":"eu-gdpr:A16","receivedAt":"2026-03-01T00:00:00Z"}
            request.received 2026-03-01 {"requests":["q3"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-01T00:00:00Z"}
            rectification.executed 2026-03-10 {"requests":["q1"],"subjects":["s1"],"fieldClass":"date","assets":["series-1"],"version":"2"}
            recipient.notified 2026-03-11 {"recipient":"org:lab","causes":["x"],"requests":["q1"]}
            """
        )
        let answer = try await ledger.ask("g8", validAt: "2026-04-06")
        #expect(
            answer.lines("request", "objects", "new_version", "recipients_told", "overdue_days", "reason") == [
                "q1 series-1 2 org:lab - in-time", "q2 - - - 5 overdue",
            ]
        )
        #expect(answer.cited == [[1, 4, 5], [2]])
        #expect(
            try await ledger.ask("g8", ["subject": "s2"], validAt: "2026-03-15").lines("request", "reason") == [
                "q2 open"
            ]
        )
    }

    /// q1 was granted in time and never carried out.
    ///
    /// org:lab got s2's data before they were corrected, and nobody told it.
    ///
    /// q3 was refused in the second month, after an extension in time.
    @Test func grantedIsNotDoneAndRecipientsAreMissed() async throws {
        let ledger = try await AskedLedger(
            """
            request.received 2026-03-02 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A16","receivedAt":"2026-03-02T09:00:00Z"}
            request.answered 2026-03-12 {"requests":["q1"],"decision":"granted"}
            transfer.sent 2026-02-02 {"recipient":"org:lab","subjects":["s2"]}
            request.received 2026-03-02 {"requests":["q2"],"subjects":["s2"],"requestedRight":"eu-gdpr:A16","receivedAt":"2026-03-02T09:00:00Z"}
            rectification.executed 2026-03-10 {"requests":["q2"],"subjects":["s2"],"fieldClass":"date"}
            request.received 2026-03-02 {"requests":["q3"],"subjects":["s3"],"requestedRight":"eu-gdpr:A16","receivedAt":"2026-03-02T09:00:00Z"}
            request.extended 2026-03-30 {"requests":["q3"],"dueBy":"2026-06-02T00:00:00Z","reason":"complex"}
            request.refused 2026-04-20 {"requests":["q3"],"ground":"eu-gdpr:A16"}
            """
        )
        let answer = try await ledger.ask("g8", validAt: "2026-06-01")
        #expect(
            answer.lines("request", "recipients_not_told", "verdict", "reason", "overdue_days") == [
                "q1 - not-covered not-executed 60", "q2 org:lab not-covered recipient-not-told -",
                "q3 - undetermined refused-after-month -",
            ]
        )
        #expect(
            answer.summary
                == "3 requests for rectification in this ledger: 1 granted but not carried out, 1 not told to a recipient, 1 refused after the first month."
        )
    }
}
