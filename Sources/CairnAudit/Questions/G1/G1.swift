extension Question {
    /// Whether every access was covered.
    static let g1 = Question(
        "g1",
        "GDPR Art. 5(1)(a), 5(1)(b), 5(2)",
        "Was every access covered by a legal basis, a permit and its purpose when it happened?",
        need: "you must show that data were used lawfully, or find out where they weren't",
        parameters: [
            .from, .to, .init("organisation", .id(.organisation), "only accesses by this organisation"), .someDataset,
            .init("person", .id(.person), "only accesses by this person or service"),
        ],
        columns: [
            .init("happened_at", .time, "when, in UTC"),
            .init("recorded_at", .time, "when the ledger recorded it, in UTC"),
            .init("organisation", .text, "the organisation that acted"),
            .init("person", .text, "who acted, by a random id", for: .officers),
            .init("mode", .text, "queried, viewed, read or downloaded"),
            .init("datasets", .list, "the dataset versions that were touched"),
            .init("purposes", .terms, "for what"), .init("permit", .text, "under which permit"),
            .init("permit_state", .text, "whether the permit was in force then"),
            .init("subjects", .count, "how many subjects the dataset versions hold"),
            .init("covered_by_consent", .count, "for how many of them a consent in force covered the purpose"),
            .init("covered_by_other_basis", .count, "for how many more another legal basis did"),
            .init("not_covered", .count, "for how many nothing did, or something forbade it"),
            .init("verdict", .verdict, "covered, not covered, or undetermined"), .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Whether a recorded purpose was the real one, and accesses that no service recorded. A withdrawal counts from when it takes effect, even where it was recorded later.",
        sql: PackageResources.g1_sql,
        hasGaps: true
    ) { tally in
        guard tally.rows > 0 else { return "No access to data is recorded in the period." }
        let wrong = tally.verdicts["not-covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        let all =
            "Of \(counted(tally.rows, "access", "accesses")), \(counted(tally.verdicts["covered"] ?? 0, "was", "were")) covered"
        if wrong == 0, open == 0 { return all + ": nothing is wrong." }
        return all + ", \(counted(wrong, "was", "were")) not" + (open > 0 ? ", and for \(open) it can't be told." : ".")
    }
}
