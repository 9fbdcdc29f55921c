extension Question {
    /// Whether the impact of the processing was assessed.
    static let g21 = Question(
        "g21",
        "GDPR Art. 35, 36",
        "Does a data protection impact assessment extend to every dataset and permit, and is it up to date?",
        need: "you must show that risks were assessed before data were used",
        parameters: [.someDataset, .somePermit],
        columns: [
            .init("item_kind", .text, "dataset or permit"), .init("item", .text, "the dataset version or the permit"),
            .init(
                "assessed_through",
                .text,
                "whether the assessment names the item itself, or all datasets of the permit"
            ),
            .init("dpia", .text, "the assessment's reference"), .init("version", .text, "its version"),
            .init("assessed_at", .time, "when it was last recorded or reviewed, in UTC"),
            .init("high_risk_left", .flag, "whether a high risk remains"),
            .init("outcome", .terms, "the outcome, as a code"),
            .init("due_by", .time, "when it must be reviewed again, in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"), .init("overdue_days", .count, "by how many days the review is late"),
        ],
        cannotTell:
            """
            Whether an assessment was needed, and whether it is any good. An assessment of a dataset without a \
            version extends to all its versions; one of an earlier version doesn't extend to a later one. A \
            consultation of the authority counts where the outcome is consulted, authority-consulted or \
            prior-consultation.
            """,
        sql: PackageResources.g21_sql
    ) { tally in
        guard tally.rows > 0 else {
            return "No released dataset version and no permit is recorded in this ledger."
        }
        let all = counted(tally.rows, "dataset version or permit", "dataset versions and permits")
        return "\(all) in this ledger: \(tally.reasonWords)."
    }
}
