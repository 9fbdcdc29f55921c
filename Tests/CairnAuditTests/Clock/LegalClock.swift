import Foundation

/// The law's own clock in plain Swift: what the functions of the database are held against.
///
/// It is written from Regulation 1182/71, with Foundation's calendar, and shares no line with the statements.
struct LegalClock {
    /// When a period ends.
    struct End: Equatable {
        /// The first instant that is too late, in seconds since 1970.
        let closes: Int
        /// The last day in time, as YYYY-MM-DD.
        let lastDay: String
        /// Until when it is open whether the period holds two working days.
        let openUntil: Int
    }

    private let calendar: Calendar
    private let holidays: Set<String>

    /// A calendar of a zone.
    ///
    /// - Returns: `nil` where nobody knows the zone.
    init?(zone: String, holidays: [String]) {
        guard let zone = TimeZone(identifier: zone) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
        self.holidays = Set(holidays)
    }

    /// Whether a day is neither a Saturday nor a Sunday nor a holiday.
    func isWorkingDay(_ day: Date) -> Bool {
        let date = text(day)
        return ![1, 7].contains(calendar.component(.weekday, from: day)) && !date.hasSuffix("-01-01")
            && !date.hasSuffix("-12-25") && !holidays.contains(date)
    }

    /// The end of a period from an event, in seconds since 1970.
    ///
    /// - Returns: `nil` where the calendar has no such day, or the unit isn't known.
    func end(of event: Int, _ amount: Int, _ unit: String, stoodStill: Int = 0) -> End? {
        if unit == "hours" { return end(of: event, hours: amount) }
        let first = calendar.startOfDay(for: Date(timeIntervalSince1970: TimeInterval(event)))
        guard let unmoved = unmoved(first, amount, unit), let late = add(stoodStill, to: unmoved),
            var last = workingDay(from: late)
        else { return nil }
        if unit == "weeks" || unit == "days" && amount >= 2, let second = workingDays(2, after: first) {
            last = max(last, second)
        }
        guard let next = add(1, to: last) else { return nil }
        let closes = Int(next.timeIntervalSince1970)
        return End(closes: closes, lastDay: text(last), openUntil: closes)
    }

    private func end(of event: Int, hours: Int) -> End? {
        let start = event - event % 3_600 + 3_600
        let closes = start + 3_600 * hours
        let day = calendar.startOfDay(for: Date(timeIntervalSince1970: TimeInterval(start)))
        guard let before = add(-1, to: day), let second = workingDays(2, after: before), let next = add(1, to: second)
        else { return nil }
        return End(
            closes: closes,
            lastDay: text(Date(timeIntervalSince1970: TimeInterval(closes - 1))),
            openUntil: max(closes, Int(next.timeIntervalSince1970))
        )
    }

    private func unmoved(_ day: Date, _ amount: Int, _ unit: String) -> Date? {
        switch unit {
        case "months": calendar.date(byAdding: .month, value: amount, to: day)
        case "years": calendar.date(byAdding: .year, value: amount, to: day)
        case "weeks": add(7 * amount, to: day)
        case "days": add(amount, to: day)
        case "working days": workingDays(amount, after: day)
        default: nil
        }
    }

    private func add(_ days: Int, to day: Date) -> Date? { calendar.date(byAdding: .day, value: days, to: day) }

    private func workingDay(from day: Date) -> Date? {
        var day = day
        while !isWorkingDay(day) {
            guard let next = add(1, to: day) else { return nil }
            day = next
        }
        return day
    }

    private func workingDays(_ number: Int, after day: Date) -> Date? {
        var day = day
        for _ in 0..<number {
            guard let next = add(1, to: day), let working = workingDay(from: next) else { return nil }
            day = working
        }
        return day
    }

    private func text(_ day: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: day)
        func two(_ number: Int?) -> String { String("0\(number ?? 0)".suffix(2)) }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    }
}
