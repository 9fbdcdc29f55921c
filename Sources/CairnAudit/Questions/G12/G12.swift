extension Question {
    /// Objections.
    static let g12 = Question(
        "g12",
        "GDPR Art. 21",
        "Objections and their effect on processing",
        need: "a patient objects to processing in the public interest",
        parameters: [.someSubject, .from, .to],
        columns: [
            .init("objection", "the request that objects"),
            .init("subject", "the data subject, by subject id"),
            .init("raised_at", "when, in UTC"),
            .init("due_by", "by when it must be answered, in UTC"),
            .init("decision", "what was decided"),
            .init("decided_at", "when, in UTC"),
            .init("grounds", "compelling grounds, where the processing went on"),
            .init("accesses_after", "accesses to the subject's data after the objection"),
            .init("overdue_days", "by how many days the time was or is exceeded"),
            .init("verdict", "covered, not covered or undetermined"),
            .init("reason", "why"),
        ],
        cannotTell:
            "Until it is decided, an objection is best treated as a restriction (Art. 18(1)(d)); whether the grounds are compelling.",
        sql: PackageResources.g12_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nobody is recorded to have objected." }
        return
            "\(counted(tally.rows, "objection", "objections")), \(tally.filled("decided_at")) decided; \(tally.sum("accesses_after")) accesses afterwards."
    }
}
