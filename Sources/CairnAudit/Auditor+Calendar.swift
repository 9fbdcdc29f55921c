import CairnModel
import CairnPostgres

extension Auditor {
    /// Says that due dates were counted without a member state's calendar, where the answer has any.
    func calendarWarnings(_ question: Question) async throws -> [String] {
        guard question.hasDueDates else { return [] }
        return try await connection.only(PackageResources.calendar_is_set_sql).bool(0) ? [] : [Auditor.withoutCalendar]
    }

    private static let withoutCalendar =
        "No legal calendar is set: time limits are counted in UTC, with Saturdays, Sundays, 1 January and 25 December as "
        + "the only days off. In a member state they may end a day later or earlier, and on its public holidays a day or "
        + "more later. Record policy.set for the rule legal-calendar, with timeZone and holidays."
}
