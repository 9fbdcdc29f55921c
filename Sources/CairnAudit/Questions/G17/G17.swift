extension Question {
    /// The record of a processor.
    static let g17 = Question(
        "g17",
        "GDPR Art. 30(2)",
        "Record of processing of a processor",
        need: "a processor must show for whom it works",
        parameters: [.init("processor", .id(.organisation), "the processor's organisation id", required: true)],
        columns: [
            .init("item", .text, "the item of Art. 30(2)"),
            .init("what", .terms, "what"),
            .init("detail", .terms, "more about it"),
            .init("since", .time, "since when, or the first time, in UTC"),
            .init("until", .time, "until when, or the last time, in UTC"),
            .init("count", .count, "how often"),
        ],
        cannotTell:
            "Processing that the processor did elsewhere, and its representative and data protection officer.",
        sql: PackageResources.g17_sql,
        counting: ["item"]
    ) { tally in
        guard tally.rows > 0 else { return "Nothing is recorded about this processor in this ledger." }
        let items = [
            "(a) processor and contact", "(a) controllers", "(b) categories of processing", "(d) security measures",
        ]
        let missing = items.filter { tally.count("item", $0) == 0 }
        return "By this ledger, the processor works for "
            + counted(tally.count("item", "(a) controllers"), "controller", "controllers")
            + (missing.isEmpty ? "." : "; nothing is recorded for \(missing.joined(separator: ", ")).")
    }
}
