import CairnAudit
import Testing

/// The register of breaches.
@Suite("question g19")
struct G19Tests {
    /// b1: aware at noon of 1 March, told at 11:00 of 4 March, 71 hours later.
    ///
    /// b2: told after 73 hours. b3: never told. b4: aware an hour ago.
    @Test func theClockOfSeventyTwoHoursRuns() async throws {
        let ledger = try await AskedLedger(
            """
            breach.detected 2026-03-01T10:00:00Z {"breach":"b1","nature":["eu-gdpr:ConfidentialityBreach"],"awareAt":"2026-03-01T12:00:00Z"}
            breach.assessed 2026-03-02 {"breach":"b1","risk":"high","subjectCount":120}
            breach.authority-notified 2026-03-04T11:00:00Z {"breach":"b1","authority":"org:dpa"}
            breach.detected 2026-03-01T12:00:00Z {"breach":"b2","nature":["eu-gdpr:IntegrityBreach"]}
            breach.authority-notified 2026-03-04T13:00:00Z {"breach":"b2","authority":"org:dpa","reason":"holiday"}
            breach.detected 2026-03-05T12:00:00Z {"breach":"b3","nature":["eu-gdpr:AvailabilityBreach"]}
            breach.detected 2026-04-01T11:00:00Z {"breach":"b4","nature":["eu-gdpr:AvailabilityBreach"]}
            """
        )
        let answer = try await ledger.ask("g19", validAt: "2026-04-01T12:00:00Z")
        #expect(
            answer.lines("breach", "risk", "subjects", "hours_since_aware", "delay_reason", "reason") == [
                "b1 high 120 71 - in-time", "b2 - - 73 holiday late", "b3 - - 648 - overdue", "b4 - - 1 - open",
            ]
        )
        #expect(answer.cited[0] == [1, 2, 3])
        #expect(answer.summary == "4 breaches: 1 overdue, 1 notified late, 1 still within 72 hours.")
        #expect(try await ledger.ask("g19", ["breach": "b1"], validAt: "2026-03-02").lines("reason") == ["open"])
    }
}
