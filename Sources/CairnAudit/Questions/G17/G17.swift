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
            .init("since", .time, "since when, in UTC"),
        ],
        cannotTell: "Processing that the processor did elsewhere.",
        sql: PackageResources.g17_sql
    ) { tally in
        tally.rows == 0
            ? "Nothing is recorded about this processor."
            : "Works for \(counted(tally.count("item", "(a) controllers"), "controller", "controllers")), by what is recorded."
    }
}
