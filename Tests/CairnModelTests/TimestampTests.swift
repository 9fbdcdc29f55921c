import CairnModel
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "times are read to the microsecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("1969-12-31T23:59:59.999999Z", -1),
            ("2026-01-01T00:00:12.5Z", 1_767_225_612_500_000), ("2000-02-29T23:59:59Z", 951_868_799_000_000),
            ("0001-01-01T00:00:00Z", Timestamp.earliest), ("9999-12-31T23:59:59.999999Z", Timestamp.latest),
        ] as [(String, Int64)]
    )
    func read(text: String, microseconds: Int64) throws {
        let time = try Timestamp(parsing: text.utf8)
        #expect(time.microseconds == microseconds)
        #expect(try Timestamp(parsing: time.description.utf8) == time)
        #expect(Timestamp(microseconds: microseconds) == time)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00z", "2026-01-01t00:00:00Z",
            "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00-00:00", "2026-01-01T24:00:00Z",
            "2026-01-01T23:60:00Z", "2026-12-31T23:59:60Z", "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-04-31T00:00:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1234567Z", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00ZZ", " 2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z ", "2026-1-01T00:00:00Z", "-026-01-01T00:00:00Z", "2026-01-01T00:00:0\u{661}Z",
        ]
    )
    func refused(text: String) {
        let error = #expect(throws: ModelError.self) { try Timestamp(parsing: text.utf8) }
        #expect(error?.code == .time)
    }

    @Test("every day from 0001 to 9999 follows the one before, and is written as it is read")
    func days() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var day: Int64 = Timestamp.earliest / 86_400_000_000
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for year in 1...9_999 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let name = String(repeating: "0", count: 4 - String(year).count) + String(year)
            for month in 1...12 {
                let length = month == 2 && isLeap ? 29 : lengths[month - 1]
                let text = "\(name)-\(two(month))-\(two(length))T00:00:00.000000Z"
                day += Int64(length)
                let time = try Timestamp(parsing: text.utf8)
                if time.microseconds != (day - 1) * 86_400_000_000 || time.description != text {
                    Issue.record("\(text) is read as \(time)")
                }
            }
        }
        #expect(day * 86_400_000_000 == Timestamp.latest + 1)
    }

    @Test("microseconds outside the years 0001 to 9999 are refused")
    func range() {
        for microseconds in [Timestamp.earliest - 1, Timestamp.latest + 1, .min, .max] {
            #expect(Timestamp(microseconds: microseconds) == nil)
        }
    }

    @Test("times are in order")
    func order() throws {
        #expect(try Timestamp(parsing: "1969-12-31T23:59:59Z".utf8) < Timestamp(parsing: "1970-01-01T00:00:00Z".utf8))
    }
}
