extension Question {
    /// The record of a controller.
    static let g16 = Question(
        "g16",
        "GDPR Art. 30(1)",
        "Record of processing of a controller",
        need: "the authority asks for the record of processing",
        parameters: [.init("controller", .id(.organisation), "the controller's organisation id", required: true)],
        columns: [
            .init("item", .text, "the item of Art. 30(1)"),
            .init("what", .terms, "what"),
            .init("detail", .terms, "more about it"),
            .init("since", .time, "since when, in UTC"),
        ],
        cannotTell:
            "Names and contacts of people: the record has functional addresses only. Categories of subjects: all are patients.",
        sql: PackageResources.g16_sql
    ) { tally in
        tally.rows == 0
            ? "Nothing is recorded about this controller."
            : "\(counted(tally.rows, "statement", "statements")) under \(counted(tally.distinct("item"), "item", "items")) of the record."
    }
}
