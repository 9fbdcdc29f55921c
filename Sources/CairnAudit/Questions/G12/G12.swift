extension Question {
    /// Objections.
    static let g12 = Question(
        "g12",
        "GDPR Art. 21",
        "Objections and their effect on processing",
        need: "a person objects to processing in the public interest",
        parameters: [.someSubject, .from, .to],
        columns: [
            .init("objection", .text, "the request that objects"),
            .init("subject", .text, "the data subject, by subject id"),
            .init("raised_at", .time, "when, in UTC"),
            .init("due_by", .time, "by when it must be answered, in UTC"),
            .init("due_date", .date, "the last day in time, in the calendar of the member state"),
            .init("decision", .text, "what was decided"),
            .init("decided_at", .time, "when, in UTC"),
            .init("grounds", .terms, "compelling grounds, where the processing went on"),
            .init("accesses_after", .count, "acts on the person's data after the objection, against it or not"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the grounds are compelling (Art. 21(1)). Until it is decided, an objection works as a restriction \
            (Art. 18(1)(d)): acts based on Art. 6(1)(e) or (f) are not in order then.
            """,
        sql: PackageResources.g12_sql
    ) { tally in
        guard tally.rows > 0 else { return "No objection is recorded in this ledger." }
        let wrong = (tally.reasons["objection-upheld"] ?? 0) + (tally.reasons["objection-pending"] ?? 0)
        let late = (tally.reasons["late"] ?? 0) + (tally.reasons["overdue"] ?? 0)
        let open = tally.verdicts["undetermined"] ?? 0
        return
            "\(counted(tally.rows, "objection", "objections")), \(tally.filled("decided_at")) decided: "
            + "\(wrong) with acts against them, \(late) late or overdue"
            + (open > 0 ? ", and for \(open) it can't be told." : ".")
    }
}
