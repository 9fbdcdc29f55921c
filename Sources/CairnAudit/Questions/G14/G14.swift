extension Question {
    /// De-identification before release.
    static let g14 = Question(
        "g14",
        "GDPR Art. 25, 89(1)",
        "Was everything de-identified before it was released",
        need: "you must show that images were de-identified before researchers got them",
        parameters: [.someDataset],
        columns: [
            .init("dataset", .text, "the dataset version"),
            .init("released_at", .time, "when it was released, in UTC"),
            .init("series", .count, "how many series it holds"),
            .init("deidentified", .count, "how many were de-identified or pseudonymised before the release"),
            .init("unknown", .count, "how many without a record of it"),
            .init("profiles", .terms, "the codes of the profiles that were used"),
            .init("tools", .list, "the tools and versions"),
            .init("risk_assessment", .terms, "the outcome of the assessment of re-identification"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Whether the de-identification was good: the profile says what was meant to be removed. Versions without recorded series can't be judged.",
        sql: PackageResources.g14_sql
    ) { tally in
        guard tally.rows > 0 else { return "No dataset version is recorded." }
        let wrong = tally.reasons["not-deidentified"] ?? 0
        return wrong == 0
            ? "No series without a recorded de-identification was released."
            : "\(counted(wrong, "dataset version holds", "dataset versions hold")) series without a recorded de-identification."
    }
}
