extension Question {
    /// Information for natural persons.
    static let e5 = Question(
        "e5",
        "EHDS Art. 58(1)",
        "What natural persons must be informed of",
        need: "you publish what persons must be able to read",
        parameters: [],
        columns: [
            .init("item", .text, "the item of Art. 58(1)"),
            .init("what", .terms, "what"),
            .init("detail", .terms, "more about it"),
            .init("since", .time, "since when, in UTC"),
        ],
        cannotTell: "Texts for readers: the ledger has the facts, and the hashes of the published notices.",
        sql: PackageResources.e5_sql
    ) { tally in
        tally.rows == 0
            ? "Nothing to tell is recorded."
            : "\(counted(tally.rows, "statement", "statements")) under \(counted(tally.distinct("item"), "item", "items"))."
    }
}
