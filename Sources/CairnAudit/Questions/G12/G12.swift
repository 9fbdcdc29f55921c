extension Question {
    /// Objections.
    static let g12 = Question(
        "g12",
        "GDPR Art. 21",
        "Objections and their effect on processing",
        need: "a patient objects to processing in the public interest",
        parameters: [.someSubject, .from, .to],
        columns: [
            .init("objection", .text, "the request that objects"),
            .init("subject", .text, "the data subject, by subject id"),
            .init("raised_at", .time, "when, in UTC"),
            .init("due_by", .time, "by when it must be answered, in UTC"),
            .init("decision", .text, "what was decided"),
            .init("decided_at", .time, "when, in UTC"),
            .init("grounds", .terms, "compelling grounds, where the processing went on"),
            .init("accesses_after", .count, "accesses to the subject's data after the objection"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
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
