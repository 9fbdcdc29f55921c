extension Question {
    /// De-identification before release.
    static let g14 = Question(
        "g14",
        "GDPR Art. 25, 89(1)",
        "Was everything de-identified before it was released",
        need: "you must show that images were de-identified before researchers got them",
        parameters: [.someDataset],
        columns: [
            .init("dataset", "the dataset version"),
            .init("released_at", "when it was released, in UTC"),
            .init("series", "how many series it holds"),
            .init("deidentified", "how many were de-identified or pseudonymised before the release"),
            .init("unknown", "how many without a record of it"),
            .init("profiles", "the codes of the profiles that were used"),
            .init("tools", "the tools and versions"),
            .init("risk_assessment", "the outcome of the assessment of re-identification"),
            .init("verdict", "covered, not covered or undetermined"),
            .init("reason", "why"),
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
