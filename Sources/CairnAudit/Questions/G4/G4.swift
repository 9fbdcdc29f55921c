extension Question {
    /// What dataset versions stand on.
    static let g4 = Question(
        "g4",
        "GDPR Art. 6, 9(2)",
        "Lawful basis of dataset versions",
        need: "somebody asks on what ground a dataset may be used",
        parameters: [.someDataset],
        columns: [
            .init("dataset", "the dataset version"),
            .init("subjects", "how many subjects it holds"),
            .init("by_consent", "for how many a consent is in force"),
            .init("by_other_basis", "for how many more another legal basis holds"),
            .init("article6", "the other bases under Art. 6(1)"),
            .init("article9", "the exceptions under Art. 9(2)"),
            .init("national_law", "the national provisions"),
            .init("ethics_approval", "ethics approvals in force"),
            .init("dpia", "impact assessments"),
            .init("agreements", "agreements in force"),
            .init("gaps", "what is missing"),
            .init("verdict", "covered, not covered or undetermined"),
            .init("reason", "why"),
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
