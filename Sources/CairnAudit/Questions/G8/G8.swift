extension Question {
    /// Corrections that subjects asked for.
    static let g8 = Question(
        "g8",
        "GDPR Art. 16, 19",
        "Rectifications: asked, done, and who was told",
        need: "a patient says that her data are wrong",
        parameters: [.someSubject, .someRequest],
        columns: [
            .init("request", "the request"),
            .init("received_at", "when it was received, in UTC"),
            .init("due_by", "by when it must be answered, in UTC"),
            .init("field_class", "the class of data that was wrong"),
            .init("decision", "what was decided"),
            .init("executed_at", "when the data were corrected, in UTC"),
            .init("objects", "the series and dataset versions that were corrected"),
            .init("new_version", "the version that holds the correction"),
            .init("recipients_told", "who was told (Art. 19)"),
            .init("overdue_days", "by how many days the time was or is exceeded"),
            .init("verdict", "covered, not covered or undetermined"),
            .init("reason", "why"),
        ],
        cannotTell: "Whether the correction is right; the old value stays sealed until it is erased.",
        sql: PackageResources.g8_sql
    ) { tally in
        guard tally.rows > 0 else { return "No rectification was asked for." }
        return
            "\(counted(tally.rows, "rectification", "rectifications")) asked for, \(tally.filled("executed_at")) done; \(tally.reasons["overdue"] ?? 0) overdue."
    }
}
