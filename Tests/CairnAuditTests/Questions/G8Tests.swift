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
        #expect(answer.cited == [[1, 4], [2]])
        #expect(
            try await ledger.ask("g8", ["subject": "s2"], validAt: "2026-03-15").lines("request", "reason") == [
                "q2 open"
            ]
        )
    }
}
