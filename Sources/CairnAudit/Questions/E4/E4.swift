extension Question {
    /// What the public register must show.
    static let e4 = Question(
        "e4",
        "EHDS Art. 57(1)(j), 58(1)(f), 58(1)(g)",
        "Who was given access to which datasets, for what, and was it made public in time?",
        need: "you publish the register of permits and refusals, or check that it is complete",
        parameters: [.from, .to, .someDataset],
        columns: [
            .init("kind", .text, "permit or refusal"),
            .init("permit_or_application", .text, "the permit, or the application that was refused"),
            .init("organisation", .text, "the organisation that holds the permit or applied"),
            .init("datasets", .list, "the dataset versions it is about"), .init("purposes", .terms, "for what"),
            .init("legal_basis", .terms, "the legal bases of the datasets, by GDPR article"),
            .init(
                "state",
                .text,
                "what became of it: not-yet, active, suspended, revoked, completed, expired or refused"
            ),
            .init("decided_at", .time, "when it was issued or refused, in UTC"),
            .init("valid_until", .time, "until when the permit holds, in UTC"),
            .init("justification", .terms, "the justification that was recorded, as a code"),
            .init("published_at", .time, "when it was made public, in UTC"),
            .init("due_by", .time, "the end of the 30th working day after the decision, in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("results", .count, "how many results were made public"),
            .init("results_url", .list, "where the results are public"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "in time, late, open or overdue"),
            .init("overdue_days", .count, "by how many days it is or was late"),
        ],
        cannotTell:
            """
            Working days are Monday to Friday but for the public holidays of the legal calendar. Nothing records \
            when a refusal was made public. Applications without a decision aren't listed.
            """,
        sql: PackageResources.e4_sql,
        counting: ["kind"]
    ) { tally in
        guard tally.rows > 0 else {
            return "No permit issued and no application refused in the period is recorded in this ledger."
        }
        let permits = counted(tally.count("kind", "permit"), "permit", "permits")
        let refusals = counted(tally.count("kind", "refusal"), "refusal", "refusals")
        return "The register of this ledger has \(permits) and \(refusals). Made public: \(tally.reasonWords)."
    }
}
