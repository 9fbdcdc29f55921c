extension Question {
    /// Restrictions, and what happened while they held.
    static let g10 = Question(
        "g10",
        "GDPR Art. 18",
        "What is restricted, and was it accessed meanwhile",
        need: "processing of somebody's data was restricted",
        parameters: [.someSubject, .someDataset],
        columns: [
            .init("restriction", .text, "the restriction"),
            .init("subject", .text, "the data subject, by subject id"),
            .init("dataset", .text, "the dataset, or the version of one"),
            .init("asset", .text, "the series, study or annotation"),
            .init("ground", .terms, "its ground"),
            .init("starts", .time, "from when on, in UTC"),
            .init("ends", .time, "until when, in UTC; open where empty"),
            .init("blocked_attempts", .count, "accesses that were denied meanwhile"),
            .init(
                "violating_accesses",
                .count,
                "acts of processing that were not: views, downloads, jobs, transfers and others"
            ),
            .init(
                "unresolved_accesses",
                .count,
                "acts of which nobody can tell whether they reached the series or study"
            ),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Storage, and what Art. 18(2) allows (consent, legal claims, the rights of others, important public \
            interest): look at each act.
            """,
        sql: PackageResources.g10_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nothing is or was restricted, as far as this ledger records it." }
        let wrong = tally.sum("violating_accesses")
        let open = tally.verdicts["undetermined"] ?? 0
        return "\(counted(tally.rows, "restriction", "restrictions")), each for one thing: "
            + (wrong == 0
                ? "no act while one held is recorded in this ledger"
                : "\(counted(Int(wrong), "act", "acts")) while one held")
            + (open == 0 ? "" : "; for \(open) it can't be told") + "."
    }
}
