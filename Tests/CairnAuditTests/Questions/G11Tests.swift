import CairnAudit
import Testing

/// Portability requests.
@Suite("question g11")
struct G11Tests {
    /// q1 is received on 1 March and delivered on 3 April, two days after its month; q2, of 2 March, is extended: three months end on 2 June.
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
                "9 overdue"
            ]
        )
    }

    /// Every right has its register: access, restriction and automated decisions are here, erasure is in g9.
    ///
    /// q1 was answered on the evening of its last day; q2 was granted and never applied; q3 waits; q4 was refused in time.
    @Test func everyRightWithoutARegisterIsHere() async throws {
        let ledger = try await AskedLedger(
            """
            request.received 2026-03-02 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-02T09:00:00Z"}
            request.answered 2026-04-02T21:00:00Z {"requests":["q1"],"decision":"granted"}
            request.received 2026-03-02 {"requests":["q2"],"subjects":["s1"],"requestedRight":"eu-gdpr:A18","receivedAt":"2026-03-02T09:00:00Z"}
            request.answered 2026-03-20 {"requests":["q2"],"decision":"granted"}
            request.received 2026-03-02 {"requests":["q3"],"subjects":["s1"],"requestedRight":"eu-gdpr:A22","receivedAt":"2026-03-02T09:00:00Z","dueBy":"2027-03-02T00:00:00Z"}
            request.received 2026-03-02 {"requests":["q4"],"subjects":["s1"],"requestedRight":"eu-gdpr:A20","receivedAt":"2026-03-02T09:00:00Z"}
            request.refused 2026-03-09 {"requests":["q4"],"ground":"eu-gdpr:A20"}
            request.received 2026-03-02 {"requests":["q5"],"subjects":["s1"],"requestedRight":"eu-gdpr:A17","receivedAt":"2026-03-02T09:00:00Z"}
            """
        )
        let answer = try await ledger.ask("g11", validAt: "2026-05-04")
        #expect(
            answer.lines("request", "requested_right", "reason", "overdue_days") == [
                "q1 eu-gdpr:A15 in-time -", "q2 eu-gdpr:A18 not-executed 32", "q3 eu-gdpr:A22 overdue 32",
                "q4 eu-gdpr:A20 in-time -",
            ]
        )
        #expect(answer.summary == "4 requests in this ledger: 1 granted but not carried out, 1 overdue, 2 in time.")
        #expect(try await ledger.ask("g11", ["right": "eu-gdpr:A22"]).lines("request") == ["q3"])
    }

    /// Told in the fifth week, an extension extends nothing; a second one doesn't either.
    ///
    /// q1: received on Monday, 2 March, told on 3 April, a day after the month. q2: extended twice, to a year; three
    /// months end on Tuesday, 2 June.
    @Test func anExtensionCountsOnceAndInTime() async throws {
        let ledger = try await AskedLedger(
            """
            request.received 2026-03-02 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-02T09:00:00Z"}
            request.extended 2026-04-03 {"requests":["q1"],"dueBy":"2026-06-02T00:00:00Z","reason":"complex"}
            request.answered 2026-05-02 {"requests":["q1"],"decision":"granted"}
            request.received 2026-03-02 {"requests":["q2"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-02T09:00:00Z"}
            request.extended 2026-03-04 {"requests":["q2"],"dueBy":"2027-03-02T00:00:00Z","reason":"complex"}
            request.extended 2026-06-01 {"requests":["q2"],"dueBy":"2027-03-02T00:00:00Z","reason":"complex"}
            request.answered 2026-06-12 {"requests":["q2"],"decision":"granted"}
            """
        )
        #expect(
            try await ledger.ask("g11").lines("request", "due_date", "reason", "overdue_days") == [
                "q1 2026-04-02 late 30", "q2 2026-06-02 late 10",
            ]
        )
    }

    /// Where it was asked for proof of identity only after nine working days, or nobody recorded when, nothing can be told.
    ///
    /// q3 was asked at once and never gave it: the clock stands still.
    @Test func aSuspensionNeedsBothEnds() async throws {
        let ledger = try await AskedLedger(
            """
            request.received 2026-03-02 {"requests":["q1"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-02T09:00:00Z"}
            request.identity-asked 2026-03-13 {"requests":["q1"],"reason":"doubt"}
            request.identity-verified 2026-03-20 {"requests":["q1"]}
            request.answered 2026-04-10 {"requests":["q1"],"decision":"granted"}
            request.received 2026-03-02 {"requests":["q2"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-02T09:00:00Z"}
            request.identity-verified 2026-03-20 {"requests":["q2"]}
            request.answered 2026-05-20 {"requests":["q2"],"decision":"granted"}
            request.received 2026-03-02 {"requests":["q3"],"subjects":["s1"],"requestedRight":"eu-gdpr:A15","receivedAt":"2026-03-02T09:00:00Z"}
            request.identity-asked 2026-03-03 {"requests":["q3"],"reason":"doubt"}
            """
        )
        #expect(
            try await ledger.ask("g11").lines("request", "verdict", "reason") == [
                "q1 undetermined suspension-unproven", "q2 not-covered late", "q3 undetermined suspended",
            ]
        )
    }
}
