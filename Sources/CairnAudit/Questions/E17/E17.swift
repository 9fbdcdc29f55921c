extension Question {
    /// A person's own access information.
    static let e17 = Question(
        "e17",
        "EHDS Art. 9",
        "A person's own access information: who, when, what",
        need: "a person asks who looked at their data in care",
        parameters: [.subject, .from, .to],
        columns: [
            .init("happened_at", .time, "when, in UTC"),
            .init("provider", .text, "the organisation that looked"),
            .init("what", .terms, "what was done"),
            .init("categories", .terms, "the categories of data"),
            .init("objects", .count, "how many objects, where it was said"),
        ],
        cannotTell:
            """
            Acts of care show only where a care system feeds this ledger and names the person, or a series or study; \
            those under a permit, for research or for another secondary use are in g7.
            """,
        sql: PackageResources.e17_sql,
        counting: ["provider"]
    ) { tally in
        tally.rows == 0
            ? "In this ledger, nobody is recorded to have looked at this person's data."
            : "\(counted(tally.rows, "act", "acts")) by \(counted(tally.distinct("provider"), "organisation", "organisations"))."
    }
}
