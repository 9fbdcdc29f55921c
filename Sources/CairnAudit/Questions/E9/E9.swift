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
            .init("permit", .text, "the permit"),
            .init("reported_at", .time, "when it was reported, in UTC"),
            .init("recipient", .text, "to whom"),
            .init("subjects", .count, "how many subjects it concerns"),
        ],
        cannotTell: "Findings that nobody reported, and whether subjects were told by their doctors.",
        sql: PackageResources.e9_sql
    ) { tally in
        tally.rows == 0 ? "No finding is reported." : "\(counted(tally.rows, "finding", "findings")) reported."
    }
}
