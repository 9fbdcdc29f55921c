extension Question {
    /// Corrections that subjects asked for.
    static let g8 = Question(
        "g8",
        "GDPR Art. 16, 19",
        "Rectifications: asked, done, and who was told",
        need: "a patient says that her data are wrong",
        parameters: [.someSubject, .someRequest],
        columns: [
            .init("request", .text, "the request"),
            .init("received_at", .time, "when it was received, in UTC"),
            .init("due_by", .time, "by when it must be answered, in UTC"),
            .init("field_class", .terms, "the class of data that was wrong"),
            .init("decision", .text, "what was decided"),
            .init("executed_at", .time, "when the data were corrected, in UTC"),
            .init("objects", .list, "the series and dataset versions that were corrected"),
            .init("new_version", .text, "the version that holds the correction"),
            .init("recipients_told", .list, "who was told (Art. 19)"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether the correction is right; the old value stays sealed until it is erased.",
        sql: PackageResources.g8_sql
    ) { tally in
        guard tally.rows > 0 else { return "No rectification was asked for." }
        return
            "\(counted(tally.rows, "rectification", "rectifications")) asked for, \(tally.filled("executed_at")) done; \(tally.reasons["overdue"] ?? 0) overdue."
    }
}
