extension Question {
    /// Who was informed.
    static let g5 = Question(
        "g5",
        "GDPR Art. 13, 14",
        "Who was informed, with which notice, and who is overdue",
        need: "you must show that patients were told",
        parameters: [.someDataset],
        columns: [
            .init("subject", .text, "the data subject, by subject id"),
            .init("first_received_at", .time, "when the first data came, in UTC"),
            .init("notice", .text, "the notice"),
            .init("notice_hash", .text, "the hash of its text"),
            .init("language", .text, "its language"),
            .init("channel", .terms, "how it was given"),
            .init("provided_at", .time, "when, in UTC"),
            .init("due_by", .time, "one month after the first data (Art. 14(3)), in UTC"),
            .init("exemption", .terms, "the ground on which she need not be told one by one"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Data that came from the subject herself need the notice at once (Art. 13); the ledger knows when data came, not from whom. Who read the notice.",
        sql: PackageResources.g5_sql
    ) { tally in
        guard tally.rows > 0 else { return "No data of subjects are recorded." }
        let overdue = tally.reasons["overdue"] ?? 0
        return
            "Of \(counted(tally.rows, "subject", "subjects")), \(counted(tally.filled("provided_at"), "was", "were")) informed; \(counted(overdue, "is", "are")) overdue."
    }
}
