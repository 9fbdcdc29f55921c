import CairnAudit
import Testing

/// Who was informed.
@Suite("question g5")
struct G5Tests {
    /// Data of s1 to s4 came at noon of 1 January: due by noon of 1 February.
    ///
    /// s1 was told in time, s2 late, s3 is exempt, s4 waits: at the beginning of the 3rd, two days of the calendar late.
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
                "s1 - in-time", "s2 2 overdue", "s3 - not-needed", "s4 2 overdue",
            ]
        )
        #expect(
            try await ledger.ask("g5", validAt: "2026-03-01").lines("reason") == [
                "in-time", "late", "not-needed", "overdue",
            ]
        )
        #expect(answer.cited == [[1, 5], [2], [3, 7], [4]])
        #expect(answer.summary == "Of 4 subjects, 1 was informed; 2 are overdue.")
    }

    @Test func beforeTheTimeIsOverItIsOpen() async throws {
        let ledger = try await AskedLedger(G5Tests.lines)
        #expect(
            try await ledger.ask("g5", validAt: "2026-01-15", knownAtLine: 4).lines("reason") == [
                "open", "open", "open", "open",
            ]
        )
    }
}
