extension Question {
    /// What is past its retention.
    static let g23 = Question(
        "g23",
        "GDPR Art. 5(1)(e)",
        "What is past its retention, and was it dealt with?",
        need: "you check that nothing is kept longer than its policy says",
        parameters: [.someDataset, .init("policy", .id(.policy), "the retention policy")],
        columns: [
            .init("item_kind", .text, "dataset, subject, or policy where neither is named"),
            .init("item", .text, "the dataset version, the subject or the policy"),
            .init("policy", .text, "the retention policy"),
            .init("period", .text, "how long it may be kept, as an ISO 8601 duration"),
            .init("start_rule", .text, "from when the period runs, as a code"),
            .init("started_at", .time, "when the period began, in UTC"),
            .init("due_by", .time, "when the retention ran out: the end of its last day, in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("action", .terms, "what was done, as a code"), .init("done_at", .time, "when it was done, in UTC"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "in time, late, overdue, or no deadline known"),
            .init("overdue_days", .count, "by how many days it is or was late"),
        ],
        cannotTell:
            """
            What no policy names. Periods are counted from the policy, the release or the creation of a dataset \
            (start rules policy, released, created); with other rules only a recorded end counts. Whether what \
            was done was enough.
            """,
        sql: PackageResources.g23_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nothing in this ledger is known to be past its retention." }
        let items = counted(tally.rows, "item", "items")
        return "\(items) in this ledger past the retention, or without a known end of it: \(tally.reasonWords)."
    }
}
