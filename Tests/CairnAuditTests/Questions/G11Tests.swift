import CairnAudit
import Testing

/// Portability requests.
@Suite("question g11")
struct G11Tests {
    /// q1 is received on 1 March and delivered on 3 April, two days after its month; q2 is extended to June.
    @Test func deliveriesAreHeldAgainstTheirTime() async throws {
        let ledger = try await AskedLedger(
            """
            request.received 2026-03-01 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A20","receivedAt":"2026-03-01T00:00:00Z"}
            request.received 2026-03-02 {"requests":["q2"],"subjects":["s2"],"requestedRight":"eu-gdpr:A20","receivedAt":"2026-03-02T00:00:00Z"}
            request.extended 2026-03-20 {"requests":["q2"],"dueBy":"2026-06-01T00:00:00Z","reason":"complex"}
            transfer.exported 2026-04-03 {"subjects":["s1"],"requests":["q1"],"format":"dicom","objects":12}
            """
        )
        let answer = try await ledger.ask("g11", validAt: "2026-05-01")
        #expect(
            answer.lines("request", "format", "objects", "overdue_days", "reason") == [
                "q1 dicom 12 2 late", "q2 - - - open",
            ]
        )
        #expect(answer.cited == [[1, 4], [2, 3]])
        #expect(
            try await ledger.ask("g11", ["request": "q2"], validAt: "2026-06-11").lines("overdue_days", "reason") == [
                "10 overdue"
            ]
        )
    }
}
