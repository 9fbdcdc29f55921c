import CairnAudit
import Testing

/// Who was informed.
@Suite("question g5")
struct G5Tests {
    /// Data of s1 to s4 came at noon of 1 January: a month from then ends on Sunday, so on Monday, 2 February.
    ///
    /// s1 was told in time, s2 late, s3 is exempt, s4 waits: on the 3rd, a day late.
    static let lines = """
        image.series-received 2026-01-01 {"subjects":["s1"],"assets":["series-1","study-1"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
        image.series-received 2026-01-01 {"subjects":["s2"],"assets":["series-2","study-2"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
        image.series-received 2026-01-01 {"subjects":["s3"],"assets":["series-3","study-3"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
        image.series-received 2026-01-01 {"subjects":["s4"],"assets":["series-4","study-4"],"modality":"CT","instances":3,"bytes":9,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"gateway"}}
        notice.provided 2026-01-20 {"notice":"n1","subjects":["s1"],"language":"it"}
        notice.provided 2026-02-11 {"notice":"n1","subjects":["s2"]}
        notice.exempted 2026-01-05 {"ground":"eu-gdpr:JustificationA14DisproportionateEffort","subjects":["s3"]}
        """

    @Test func whoIsLateOverdueOrExemptIsTold() async throws {
        let ledger = try await AskedLedger(G5Tests.lines)
        let answer = try await ledger.ask("g5", validAt: "2026-02-03")
        #expect(
            answer.lines("subject", "overdue_days", "reason") == [
                "s1 - in-time", "s2 1 overdue", "s3 - not-needed", "s4 1 overdue",
            ]
        )
        #expect(
            try await ledger.ask("g5", validAt: "2026-03-01").lines("reason") == [
                "in-time", "late", "not-needed", "overdue",
            ]
        )
        #expect(answer.cited == [[1, 5], [2], [3, 7], [4]])
        #expect(answer.summary == "4 persons in this ledger, notices: 2 overdue, 1 in time, 1 with nothing to do.")
    }

    @Test func beforeTheTimeIsOverItIsOpen() async throws {
        let ledger = try await AskedLedger(G5Tests.lines)
        #expect(
            try await ledger.ask("g5", validAt: "2026-01-15", knownAtLine: 4).lines("reason") == [
                "open", "open", "open", "open",
            ]
        )
    }

    /// s1's data were sent on the 8th, so the notice was due on that day, not only after a month; s2 was informed that day.
    ///
    /// Of s3 only clinical data are linked; the ground for s4 isn't one of the law.
    @Test func aDisclosureAndClinicalDataCallForANotice() async throws {
        let ledger = try await AskedLedger(
            """
            dataset.members-added 2026-06-01 {"datasets":["d@1"],"subjects":["s1","s2"]}
            transfer.sent 2026-06-08T09:00:00Z {"recipient":"org:lab","datasets":["d@1"]}
            notice.provided 2026-06-08T18:00:00Z {"notice":"n1","subjects":["s2"]}
            notice.provided 2026-06-19 {"notice":"n1","subjects":["s1"]}
            image.clinical-linked 2026-06-02 {"subjects":["s3"],"source":"registry"}
            image.clinical-linked 2026-06-02 {"subjects":["s4"],"source":"registry"}
            notice.exempted 2026-06-03 {"ground":"eu-gdpr:TooMuchWork","subjects":["s4"]}
            """
        )
        #expect(
            try await ledger.ask("g5", validAt: "2026-09-01").lines("subject", "due_date", "reason") == [
                "s1 2026-06-08 late", "s2 2026-06-08 in-time", "s3 2026-07-02 overdue",
                "s4 2026-07-02 exemption-unknown",
            ]
        )
    }
}
