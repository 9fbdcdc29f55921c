extension Question {
    /// What dataset versions stand on.
    static let g4 = Question(
        "g4",
        "GDPR Art. 6, 9(2)",
        "Lawful basis of dataset versions",
        need: "somebody asks on what ground a dataset may be used",
        parameters: [.someDataset],
        columns: [
            .init("dataset", .text, "the dataset version"),
            .init("subjects", .count, "how many subjects it holds"),
            .init("by_consent", .count, "for how many a consent is in force"),
            .init("by_other_basis", .count, "for how many more another legal basis holds"),
            .init("article6", .terms, "the other bases under Art. 6(1)"),
            .init("article9", .terms, "the exceptions under Art. 9(2)"),
            .init("national_law", .text, "the national provisions"),
            .init("ethics_approval", .text, "ethics approvals in force"),
            .init("dpia", .text, "impact assessments"),
            .init("agreements", .text, "agreements in force"),
            .init("gaps", .text, "what is missing"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "For which purposes each consent holds: any purpose counts here; g1 and g2 judge purposes.",
        sql: PackageResources.g4_sql
    ) { tally in
        guard tally.rows > 0 else { return "No dataset version is recorded." }
        let wrong = tally.rows - (tally.verdicts["covered"] ?? 0)
        return wrong == 0
            ? "Each of \(counted(tally.rows, "dataset version", "dataset versions")) has a basis for everyone in it."
            : "Of \(counted(tally.rows, "dataset version", "dataset versions")), \(wrong) lack a basis for someone, or a document."
    }
}
