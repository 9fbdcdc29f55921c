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
            .init("subjects", .count, "how many subjects it holds: as the release states, or are known, if more"),
            .init("by_consent", .count, "for how many consents in force cover all its purposes"),
            .init("by_other_basis", .count, "for how many more another legal basis does, alone or with a consent"),
            .init("without_basis", .count, "for how many known subjects a purpose has no ground"),
            .init("subjects_unknown", .count, "of how many nobody recorded who they are"),
            .init("purposes", .terms, "the purposes it was released for; any purpose counts where none is recorded"),
            .init("article6", .terms, "the other bases under Art. 6(1)"),
            .init("article9", .terms, "the exceptions under Art. 9(2)"),
            .init("national_law", .terms, "the national provisions"),
            .init("ethics_approval", .list, "ethics approvals in force"),
            .init("dpia", .list, "impact assessments"),
            .init("agreements", .list, "agreements in force"),
            .init("gaps", .list, "what is missing"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether somebody may use a version in spite of a restriction, an objection, an opt-out or an erasure: \
            g1 judges that. Impact assessments are listed, g21 judges them.
            """,
        sql: PackageResources.g4_sql
    ) { tally in
        guard tally.rows > 0 else { return "No dataset version that was released is recorded in this ledger." }
        let versions = counted(tally.rows, "released version", "released versions")
        let wrong = tally.verdicts["not-covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        guard wrong + open > 0 else {
            return "In this ledger, each of \(versions) has a basis for everyone in it, and the documents."
        }
        return "Of \(versions) in this ledger, \(wrong) have no basis for somebody in it; \(open) can't be told."
    }
}
