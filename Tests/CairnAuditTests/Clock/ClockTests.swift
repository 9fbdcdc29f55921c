import CairnAudit
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

/// The law's own clock: time limits as Regulation 1182/71 counts them.
@Suite("legal clock")
struct ClockTests {
    /// A period, and the day and instant that were worked out by hand with a calendar.
    struct Period: Sendable, CustomTestStringConvertible {
        let event: String
        let amount: Int
        let unit: String
        var zone = "UTC"
        var holidays: [String] = []
        var stoodStill = 0
        let lastDay: String
        let closes: String
        /// The end of the second working day, where hours are counted and it comes later.
        var openUntil: String?

        var testDescription: String { "\(amount) \(unit) from \(event) in \(zone)" }
    }

    /// Months and years: the same date, or the month's last day, moved off days that aren't worked.
    ///
    /// 14 July 2027 is a Wednesday and free in France; 31 May 2027 a Monday; 29 August 2027 a Sunday.
    static let months = [
        Period(
            event: "2027-04-20T10:00:00Z",
            amount: 1,
            unit: "months",
            lastDay: "2027-05-20",
            closes: "2027-05-21T00:00:00Z"
        ),
        Period(
            event: "2027-05-31T23:59:59Z",
            amount: 1,
            unit: "months",
            lastDay: "2027-06-30",
            closes: "2027-07-01T00:00:00Z"
        ),
        Period(
            event: "2027-07-29T10:00:00Z",
            amount: 1,
            unit: "months",
            lastDay: "2027-08-30",
            closes: "2027-08-31T00:00:00Z"
        ),
        Period(
            event: "2027-06-14T10:00:00Z",
            amount: 1,
            unit: "months",
            zone: "Europe/Paris",
            holidays: ["2027-07-14"],
            lastDay: "2027-07-15",
            closes: "2027-07-15T22:00:00Z"
        ),
        Period(
            event: "2027-06-14T22:30:00Z",
            amount: 1,
            unit: "months",
            zone: "Europe/Paris",
            holidays: ["2027-07-14"],
            lastDay: "2027-07-15",
            closes: "2027-07-15T22:00:00Z"
        ),
        Period(
            event: "2027-11-25T10:00:00Z",
            amount: 1,
            unit: "months",
            lastDay: "2027-12-27",
            closes: "2027-12-28T00:00:00Z"
        ),
        Period(
            event: "2027-10-01T10:00:00Z",
            amount: 3,
            unit: "months",
            lastDay: "2028-01-03",
            closes: "2028-01-04T00:00:00Z"
        ),
        Period(
            event: "2028-02-29T10:00:00Z",
            amount: 1,
            unit: "years",
            lastDay: "2029-02-28",
            closes: "2029-03-01T00:00:00Z"
        ),
        Period(
            event: "2027-04-20T10:00:00Z",
            amount: 1,
            unit: "months",
            stoodStill: 9,
            lastDay: "2027-05-31",
            closes: "2027-06-01T00:00:00Z"
        ),
    ]

    /// Days, weeks and working days: the event's day isn't counted, and two days hold two working days.
    ///
    /// 7 May 2027 is a Friday: two days from it end on Sunday, so on Monday, the 10th, which is one working day of two.
    static let days = [
        Period(
            event: "2027-05-07T10:00:00Z",
            amount: 2,
            unit: "days",
            lastDay: "2027-05-11",
            closes: "2027-05-12T00:00:00Z"
        ),
        Period(
            event: "2027-05-07T10:00:00Z",
            amount: 1,
            unit: "days",
            lastDay: "2027-05-10",
            closes: "2027-05-11T00:00:00Z"
        ),
        Period(
            event: "2027-05-08T10:00:00Z",
            amount: 1,
            unit: "weeks",
            lastDay: "2027-05-17",
            closes: "2027-05-18T00:00:00Z"
        ),
        Period(
            event: "2027-05-07T10:00:00Z",
            amount: 5,
            unit: "working days",
            lastDay: "2027-05-14",
            closes: "2027-05-15T00:00:00Z"
        ),
        Period(
            event: "2027-05-07T10:00:00Z",
            amount: 5,
            unit: "working days",
            holidays: ["2027-05-13"],
            lastDay: "2027-05-17",
            closes: "2027-05-18T00:00:00Z"
        ),
        Period(
            event: "2027-12-23T10:00:00Z",
            amount: 7,
            unit: "working days",
            lastDay: "2028-01-03",
            closes: "2028-01-04T00:00:00Z"
        ),
    ]

    /// Hours: the hour of the event isn't counted, over week-ends and changes of the clock alike.
    ///
    /// 8 May 2027 is a Saturday: its second working day is Tuesday, the 11th. On 28 March 2027 summer time begins.
    static let hours = [
        Period(
            event: "2027-05-04T09:01:00Z",
            amount: 72,
            unit: "hours",
            lastDay: "2027-05-07",
            closes: "2027-05-07T10:00:00Z"
        ),
        Period(
            event: "2027-05-04T09:00:00Z",
            amount: 72,
            unit: "hours",
            lastDay: "2027-05-07",
            closes: "2027-05-07T10:00:00Z"
        ),
        Period(
            event: "2027-05-08T09:30:00Z",
            amount: 72,
            unit: "hours",
            lastDay: "2027-05-11",
            closes: "2027-05-11T10:00:00Z",
            openUntil: "2027-05-12T00:00:00Z"
        ),
        Period(
            event: "2027-03-26T12:10:00Z",
            amount: 72,
            unit: "hours",
            zone: "Europe/Rome",
            lastDay: "2027-03-29",
            closes: "2027-03-29T13:00:00Z",
            openUntil: "2027-03-29T22:00:00Z"
        ),
    ]

    @Test(arguments: months + days + hours)
    func aPeriodEndsAsTheLawSays(period: Period) async throws {
        let ledger = try await AskedLedger()
        let event = try Timestamp(parsing: period.event.utf8)
        let asked = ClockQuestion(
            event: Int(event.microseconds / 1_000_000),
            amount: period.amount,
            unit: period.unit,
            zone: period.zone,
            holidays: period.holidays,
            stoodStill: period.stoodStill
        )
        let end = try #require(try await ClockQuestion.answer([asked], in: ledger).first)
        let closes = try Timestamp(parsing: period.closes.utf8)
        let openUntil = try Timestamp(parsing: (period.openUntil ?? period.closes).utf8)
        #expect(end.lastDay == period.lastDay)
        #expect(end.closes == Int(closes.microseconds / 1_000_000))
        #expect(end.openUntil == Int(openUntil.microseconds / 1_000_000))
    }

    /// Random periods over four years, ten zones and random holidays end where plain Swift says they end.
    @Test func theDatabaseAgreesWithPlainSwift() async throws {
        var numbers = Numbers()
        let zones = [
            "UTC", "Europe/Rome", "Europe/Athens", "Europe/Lisbon", "Europe/Helsinki", "Europe/Dublin", "Europe/Madrid",
            "Atlantic/Canary", "Europe/Brussels", "Europe/Bucharest",
        ]
        let units = ["months", "years", "weeks", "days", "working days", "hours"]
        let questions = (0..<3_000).map { _ in
            ClockQuestion(
                event: 1_735_689_600 + Int(numbers.next(126_144_000)),
                amount: 1 + Int(numbers.next(40)),
                unit: units[Int(numbers.next(6))],
                zone: zones[Int(numbers.next(10))],
                holidays: (0..<numbers.next(12)).map { _ in
                    "202\(5 + numbers.next(5))-\(two(1 + numbers.next(12)))-\(two(1 + numbers.next(28)))"
                },
                stoodStill: numbers.next(3) == 0 ? Int(numbers.next(60)) : 0
            )
        }
        let ledger = try await AskedLedger()
        let ends = try await ClockQuestion.answer(questions, in: ledger)
        #expect(ends.count == questions.count)
        for (question, end) in zip(questions, ends) {
            let clock = try #require(LegalClock(zone: question.zone, holidays: question.holidays))
            let stoodStill = ["hours", "working days"].contains(question.unit) ? 0 : question.stoodStill
            let expected = clock.end(of: question.event, question.amount, question.unit, stoodStill: stoodStill)
            #expect(end == expected, "\(question)")
        }
    }

    private struct Numbers {
        var state: UInt64 = 11

        mutating func next(_ below: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % below
        }
    }

    private func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
