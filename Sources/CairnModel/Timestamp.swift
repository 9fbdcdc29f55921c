/// A time in microseconds since 1970-01-01T00:00:00Z, in the years 0001 to 9999.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// The first time that can be written.
    public static let earliest: Int64 = -62_135_596_800_000_000
    /// The last time that can be written.
    public static let latest: Int64 = 253_402_300_799_999_999

    /// Takes microseconds since 1970, or returns `nil` outside the years 0001 to 9999.
    public init?(microseconds: Int64) {
        guard (Timestamp.earliest...Timestamp.latest).contains(microseconds) else { return nil }
        self.microseconds = microseconds
    }

    /// Reads RFC 3339 in UTC: capital `T` and `Z`, a real date, seconds 00 to 59, at most six decimals.
    ///
    /// - Throws: ``ModelError`` with code `time.invalid`.
    public init(parsing text: some Collection<UInt8>) throws(ModelError) {
        let count = text.count
        guard (20...27).contains(count) else { throw Timestamp.fault }
        var bytes = InlineArray<27, UInt8>(repeating: 0)
        var place = 0
        for byte in text {
            bytes[place] = byte
            place += 1
        }
        let fault = Timestamp.fault
        func number(_ range: Range<Int>) -> Int64? {
            var number: Int64 = 0
            for place in range {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) else { return nil }
                number = number * 10 + Int64(bytes[place] - UInt8(ascii: "0"))
            }
            return number
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), bytes[count - 1] == UInt8(ascii: "Z"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            year >= 1, (1...12).contains(month), day >= 1, day <= Timestamp.days(inMonth: month, of: year),
            hour < 24, minute < 60, second < 60
        else { throw fault }
        var fraction: Int64 = 0
        if count > 20 {
            guard bytes[19] == UInt8(ascii: "."), count > 21, let decimals = number(20..<(count - 1)) else {
                throw fault
            }
            fraction = (count..<27).reduce(decimals) { product, _ in product * 10 }
        }
        let seconds = Timestamp.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
        microseconds = seconds * 1_000_000 + fraction
    }

    /// RFC 3339 in UTC with six decimals.
    public var description: String {
        let day = Timestamp.floor(microseconds, 86_400_000_000)
        let (year, month, date) = Timestamp.date(day)
        let rest = microseconds - day * 86_400_000_000
        let seconds = rest / 1_000_000
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))T\(padded(seconds / 3_600, 2)):"
            + "\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2)).\(padded(rest % 1_000_000, 6))Z"
    }

    /// Orders times.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    private static let fault = ModelError(.time, "a time is written like 2026-01-31T23:59:59.123456Z")

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar; years begin in March here, so that a leap
    /// day ends one.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = floor(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
        (number >= 0 ? number : number - divisor + 1) / divisor
    }
}
