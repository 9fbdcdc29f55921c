import CairnAudit
import Testing

/// The register of breaches.
@Suite("question g19")
struct G19Tests {
    /// b1: aware at noon of 1 March, told at 11:00 of 4 March, 71 hours later; the persons concerned may wait until 2 April.
    ///
    /// b2: told after 73 hours, with a reason. b3: never told. b4: aware an hour ago.
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
                "b1 high 120 71 - open", "b2 - - 73 holiday late-with-reasons", "b3 - - 648 - overdue",
                "b4 - - 1 - open",
            ]
        )
        #expect(answer.cited[0] == [1, 2, 3])
        #expect(
            answer.summary
                == "4 breaches in this ledger: 1 overdue, 1 late with reasons, 2 still open within the time limit."
        )
        #expect(try await ledger.ask("g19", ["breach": "b1"], validAt: "2026-03-02").lines("reason") == ["open"])
    }

    /// b1: the risk is high and nobody was told, a month later; b2: they were; b3: the exemption is the law's; b4: it isn't.
    @Test func highRisksAreTold() async throws {
        let breach = { (name: String) in
            """
            breach.detected 2026-06-01 {"breach":"\(name)","nature":["eu-gdpr:ConfidentialityBreach"]}
            breach.assessed 2026-06-02 {"breach":"\(name)","risk":"high"}
            breach.authority-notified 2026-06-02 {"breach":"\(name)","authority":"org:dpa"}
            """
        }
        let ledger = try await AskedLedger(
            ["b1", "b2", "b3", "b4"].map(breach).joined(separator: "\n") + """

                breach.subjects-notified 2026-06-05 {"breach":"b2","subjects":["s1"]}
                breach.subjects-notified 2026-06-05 {"breach":"b3","exception":"eu-gdpr:A34-3-a"}
                breach.subjects-notified 2026-06-05 {"breach":"b4","exception":"eu-gdpr:Unlikely"}
                """
        )
        #expect(
            try await ledger.ask("g19", validAt: "2026-07-03").lines("breach", "authority_reason", "reason") == [
                "b1 in-time subjects-not-told", "b2 in-time in-time", "b3 in-time in-time",
                "b4 in-time exemption-unknown",
            ]
        )
        #expect(try await ledger.ask("g19", ["breach": "b1"], validAt: "2026-07-02").lines("reason") == ["open"])
    }

    /// A processor saw b1 on Monday at 10:00; the controller says it was aware on Tuesday at 14:00, and told on Friday.
    ///
    /// Of b2 nobody says when the controller was aware; told within 72 hours of the processor's detection, b3 is in time
    /// whenever that was. b4: over a week-end, after the last hour, on the second working day.
    @Test func theControllersOwnAwarenessCounts() async throws {
        let ledger = try await AskedLedger(
            """
            breach.detected 2026-06-01T10:00:00Z {"breach":"b1","nature":["eu-gdpr:IntegrityBreach"],"source":"processor"}
            breach.assessed 2026-06-02T16:00:00Z {"breach":"b1","risk":"medium","awareAt":"2026-06-02T14:00:00Z"}
            breach.authority-notified 2026-06-05T13:00:00Z {"breach":"b1","authority":"org:dpa"}
            breach.detected 2026-06-08T10:00:00Z {"breach":"b2","nature":["eu-gdpr:IntegrityBreach"],"source":"processor"}
            breach.authority-notified 2026-06-12T10:00:00Z {"breach":"b2","authority":"org:dpa"}
            breach.detected 2026-06-15T10:00:00Z {"breach":"b3","nature":["eu-gdpr:IntegrityBreach"],"source":"processor"}
            breach.authority-notified 2026-06-18T10:30:00Z {"breach":"b3","authority":"org:dpa"}
            breach.detected 2026-06-20T10:00:00Z {"breach":"b4","nature":["eu-gdpr:IntegrityBreach"]}
            breach.authority-notified 2026-06-23T12:00:00Z {"breach":"b4","authority":"org:dpa"}
            """
        )
        #expect(
            try await ledger.ask("g19").lines("breach", "hours_since_aware", "verdict", "reason") == [
                "b1 71 covered in-time", "b2 - undetermined awareness-unknown", "b3 - covered in-time",
                "b4 74 undetermined two-working-days-open",
            ]
        )
    }
}
