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
            .init("dataset", .text, "the dataset version"),
            .init("ground", .terms, "its ground"),
            .init("starts", .time, "from when on, in UTC"),
            .init("ends", .time, "until when, in UTC; open where empty"),
            .init("blocked_attempts", .count, "accesses that were denied meanwhile"),
            .init("violating_accesses", .count, "accesses that were not"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Storage and what Art. 18(2) allows (claims, the rights of others): look at each access.",
        sql: PackageResources.g10_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nothing is or was restricted." }
        let wrong = tally.sum("violating_accesses")
        return
            "\(counted(tally.rows, "restriction", "restrictions")); \(wrong == 0 ? "no access" : "\(wrong) accesses") while they held."
    }
}
