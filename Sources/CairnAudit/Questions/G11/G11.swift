extension Question {
    /// Portability requests.
    static let g11 = Question(
        "g11",
        "GDPR Art. 20",
        "Was the portability request answered with an export",
        need: "a patient wants to take her data along",
        parameters: [.someRequest],
        columns: [
            .init("request", .text, "the request"),
            .init("received_at", .time, "when it was received, in UTC"),
            .init("due_by", .time, "by when it must be answered, in UTC"),
            .init("format", .terms, "the format of the export"),
            .init("delivered_at", .time, "when it was delivered, in UTC"),
            .init("objects", .count, "how many objects"),
            .init("manifest_hash", .text, "the Merkle root over the files"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether the subject could open what she got.",
        sql: PackageResources.g11_sql
    ) { tally in
        guard tally.rows > 0 else { return "No portability was asked for." }
        return
            "\(counted(tally.rows, "request", "requests")), \(tally.filled("delivered_at")) delivered; \(tally.reasons["overdue"] ?? 0) overdue."
    }
}
