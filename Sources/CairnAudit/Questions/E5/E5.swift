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
        cannotTell:
            """
            Texts for readers: the ledger has the facts, and the hashes of the published notices. Which of \
            several notices of one kind is the one in use, and whether the page is there.
            """,
        sql: PackageResources.e5_sql,
        counting: ["item"]
    ) { tally in
        guard tally.rows > 0 else { return "In this ledger, nothing is recorded of what persons must be informed of." }
        let items = [
            "(a) legal basis", "(b) measures", "(c), (d) rights and how to use them", "(e) access body and contact",
            "(f) who, what, for which purpose", "(g) results",
        ]
        let missing = items.filter { tally.count("item", $0) == 0 }
        return
            "\(counted(tally.rows, "statement", "statements")) under \(counted(tally.distinct("item"), "item", "items"))"
            + (missing.isEmpty ? "." : "; in this ledger, nothing under \(missing.joined(separator: ", ")).")
    }
}
