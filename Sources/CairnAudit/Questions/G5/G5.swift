extension Question {
    /// Who was informed.
    static let g5 = Question(
        "g5",
        "GDPR Art. 13, 14",
        "Who was informed, with which notice, and who is overdue",
        need: "you must show that patients were informed",
        parameters: [.someDataset],
        columns: [
            .init("subject", .text, "the data subject, by subject id"),
            .init("first_received_at", .time, "when the first data came, in UTC"),
            .init("disclosed_at", .time, "when the data were first sent to another recipient, in UTC"),
            .init("notice", .text, "the notice"),
            .init("notice_hash", .text, "the hash of its text"),
            .init("language", .text, "its language"),
            .init("channel", .terms, "how it was given"),
            .init("provided_at", .time, "when, in UTC"),
            .init(
                "due_by",
                .time,
                "one month after the first data, or the day of the first disclosure (Art. 14(3)), in UTC"
            ),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("exemption", .terms, "the ground on which the person need not be informed one by one"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Data that came from the person need the notice at once (Art. 13); the ledger records when data came, \
            not from whom. Who read the notice. Communication with the person (Art. 14(3)(b)).
            """,
        sql: PackageResources.g5_sql
    ) { tally in
        guard tally.rows > 0 else { return "No data of persons are recorded in this ledger." }
        return "\(counted(tally.rows, "person", "persons")) in this ledger, notices: \(tally.reasonWords)."
    }
}
