import CairnModel
import CairnPostgres

extension Auditor {
    /// Says that due dates were counted without a member state's calendar, where the answer has any.
    func calendarWarnings(_ question: Question, known: UInt64, at: Timestamp) async throws -> [String] {
        guard question.columns.contains(where: { $0.kind == .date || $0.name == "due_by" }) else { return [] }
        let isSet = try await asking(known, at) { connection in
            try await connection.query(Statement(name: "", sql: "SELECT has_legal_calendar()")).only().bool(0)
        }
        return isSet ? [] : [Auditor.withoutCalendar]
    }

    private static let withoutCalendar =
        "No legal calendar is set: time limits are counted in UTC, with Saturdays, Sundays, 1 January and 25 December as "
        + "the only days off. In a member state they may end a day later or earlier, and on its public holidays a day or "
        + "more later. Record policy.set for the rule legal-calendar, with timeZone and holidays."
}
