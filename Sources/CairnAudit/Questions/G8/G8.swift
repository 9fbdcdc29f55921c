extension Question {
    /// Corrections that subjects asked for.
    static let g8 = Question(
        "g8",
        "GDPR Art. 16, 19",
        "Rectifications: asked, done, and who was informed",
        need: "a patient says that data about them are wrong",
        parameters: [.someSubject, .someRequest],
        columns: [
            .init("request", .text, "the request"),
            .init("received_at", .time, "when it was received, in UTC"),
            .init("due_by", .time, "by when it must be followed: one month, three where extended (Art. 12(3)), in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("promised_by", .time, "by when the answer was promised where the time was extended, in UTC"),
            .init("field_class", .terms, "the class of data that was wrong"),
            .init("decision", .text, "what was decided"),
            .init("answered_at", .time, "when the person was answered, in UTC"),
            .init("executed_at", .time, "when the data were corrected, in UTC"),
            .init("objects", .list, "the series and dataset versions that were corrected"),
            .init("new_version", .text, "the version that holds the correction"),
            .init("recipients_told", .list, "who was informed (Art. 19)"),
            .init("recipients_not_told", .list, "who got the data before and isn't recorded as told"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the correction is right; the old value stays sealed until it is erased. The law names no time \
            limit for informing recipients: one month is our own number.
            """,
        sql: PackageResources.g8_sql
    ) { tally in
        guard tally.rows > 0 else { return "No request for rectification is recorded in this ledger." }
        return "\(counted(tally.rows, "request", "requests")) for rectification in this ledger: \(tally.reasonWords)."
    }
}
