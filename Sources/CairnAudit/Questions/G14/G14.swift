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
            .init("series", .count, "how many series it is known to hold"),
            .init("deidentified", .count, "how many were de-identified or pseudonymised before the release"),
            .init("unknown", .count, "how many without a record of it"),
            .init("profiles", .list, "the codes of the profiles that were used"),
            .init("tools", .list, "the tools and versions"),
            .init("risk_assessment", .text, "the outcome of the last assessment of re-identification"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the de-identification was good: the profile says what was meant to be removed. Versions \
            without recorded series can't be judged, and what was used without a release isn't looked at.
            """,
        sql: PackageResources.g14_sql
    ) { tally in
        guard tally.rows > 0 else { return "No dataset version that was released is recorded in this ledger." }
        let versions = counted(tally.rows, "released version", "released versions")
        let wrong = tally.reasons["not-deidentified"] ?? 0
        let risky = tally.reasons["reidentification-risk"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        guard wrong + risky + open > 0 else {
            return "In this ledger, every series of \(versions) was recorded as de-identified before the release."
        }
        return "Of \(versions), \(wrong) hold series without a recorded de-identification before the release, "
            + "\(risky) failed the assessment of re-identification, and \(open) can't be judged."
    }
}
