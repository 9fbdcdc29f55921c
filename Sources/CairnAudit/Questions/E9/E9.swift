extension Question {
    /// Reported findings.
    static let e9 = Question(
        "e9",
        "EHDS Art. 61(5)",
        "Significant findings reported to the access body",
        need: "a study finds something that concerns patients",
        parameters: [.somePermit],
        columns: [
            .init("finding", .text, "the finding"),
            .init("permit", .list, "the permits"),
            .init("reported_at", .time, "when it was reported, in UTC"),
            .init("recipient", .text, "to whom"),
            .init("subjects", .count, "how many subjects it concerns"),
        ],
        cannotTell:
            """
            Findings that weren't reported, and whether the persons, or their doctors, were informed (EHDS Art. \
            58(3)): no event says it.
            """,
        sql: PackageResources.e9_sql
    ) { tally in
        tally.rows == 0
            ? "In this ledger, no finding is recorded." : "\(counted(tally.rows, "finding", "findings")) reported."
    }
}
