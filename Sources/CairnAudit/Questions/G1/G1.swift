extension Question {
    /// Whether every access was covered.
    static let g1 = Question(
        "g1",
        "GDPR Art. 5(1)(a), 5(1)(b), 5(2)",
        "Was every use of data in order when it happened: legal basis, permit, purpose?",
        need: "you must show that data were used lawfully, or find out where they weren't",
        parameters: [
            .from, .to, .init("organisation", .id(.organisation), "only acts of this organisation"), .someDataset,
            .init("person", .id(.person), "only acts of this person or service"),
        ],
        columns: [
            .init("happened_at", .time, "when, in UTC"),
            .init("recorded_at", .time, "when the ledger recorded it, in UTC"),
            .init("organisation", .text, "the organisation that acted"),
            .init("person", .text, "who acted, by a random id", for: .officers),
            .init(
                "mode",
                .text,
                "queried, viewed, read, downloaded, started (a job), trained, evaluated (a model), sent or released"
            ),
            .init("datasets", .list, "the dataset versions that were touched"),
            .init("purposes", .terms, "for what"), .init("permit", .text, "under which permit"),
            .init("permit_state", .text, "whether the permit was in force then"),
            .init("subjects", .count, "how many persons it touched, as far as they are recorded"),
            .init("covered_by_consent", .count, "for how many of them a consent in force covered the purpose"),
            .init("covered_by_other_basis", .count, "for how many more another legal basis did"),
            .init("not_covered", .count, "for how many nothing did, or something forbade it"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"), .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether a recorded purpose was the real one, and acts that no service recorded: g18 lists known gaps. A \
            withdrawal counts from when it takes effect, even where it was recorded later. Legal bases and permits \
            that other ledgers hold. To which controller, and for which categories of data, a person agreed isn't \
            compared with what was used. Whether a transfer to another country had a safeguard: g22 tells. \
            Models that were trained for no recorded purpose and under no recorded permit: g24 shows them.
            """,
        sql: PackageResources.g1_sql,
        hasGaps: true
    ) { tally in
        guard tally.rows > 0 else { return "No use of data is recorded in this ledger for what was asked about." }
        let wrong = tally.verdicts["not-covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        let acts = counted(tally.rows, "act", "acts")
        guard wrong + open > 0 else {
            return "By what this ledger records, \(tally.rows == 1 ? "one act was" : "all \(acts) were") in order."
        }
        let right = tally.rows - wrong - open
        return "Of \(acts) in this ledger, \(counted(right, "was", "were")) in order, "
            + "\(counted(wrong, "was", "were")) not in order, and for \(open) it can't be told."
    }
}
