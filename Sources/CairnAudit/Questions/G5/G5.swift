extension Question {
    /// Who was informed.
    static let g5 = Question(
        "g5",
        "GDPR Art. 13, 14",
        "Who was informed, with which notice, and who is overdue",
        need: "you must show that patients were told",
        parameters: [.someDataset],
        columns: [
            .init("subject", "the data subject, by subject id"),
            .init("first_received_at", "when the first data came, in UTC"),
            .init("notice", "the notice"),
            .init("notice_hash", "the hash of its text"),
            .init("language", "its language"),
            .init("channel", "how it was given"),
            .init("provided_at", "when, in UTC"),
            .init("due_by", "one month after the first data (Art. 14(3)), in UTC"),
            .init("exemption", "the ground on which she need not be told one by one"),
            .init("overdue_days", "by how many days the time was or is exceeded"),
            .init("verdict", "covered, not covered or undetermined"),
            .init("reason", "why"),
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
