extension Question {
    /// Requests of persons that have no register of their own.
    static let g11 = Question(
        "g11",
        "GDPR Art. 12, 15, 18, 20, 22",
        "Requests for access, restriction, portability and other rights, and their time limits",
        need: "a patient asks for a copy, a restriction or an export, or you check which requests are due",
        parameters: [.someRequest, .init("right", .term, "only this right, such as eu-gdpr:A15")],
        columns: [
            .init("request", .text, "the request"),
            .init("requested_right", .terms, "the right that was asked for"),
            .init("received_at", .time, "when it was received, in UTC"),
            .init("due_by", .time, "by when it must be answered: one month, three where extended (Art. 12(3)), in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("promised_by", .time, "by when the answer was promised where the time was extended, in UTC"),
            .init("decision", .text, "what was decided"),
            .init("done_at", .time, "when it was delivered, answered or refused, in UTC"),
            .init("format", .terms, "the format of the export"),
            .init("delivered_at", .time, "when it was delivered, in UTC"),
            .init("objects", .count, "how many objects"),
            .init("manifest_hash", .text, "the Merkle root over the files"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the answer was right and complete, and whether the person could open what was delivered. \
            Rectification is in G8, erasure in G9, objections are in G12. For rights beside Art. 15 to 22 no time \
            limit is known.
            """,
        sql: PackageResources.g11_sql
    ) { tally in
        guard tally.rows > 0 else { return "No such request is recorded in this ledger." }
        return "\(counted(tally.rows, "request", "requests")) in this ledger: \(tally.reasonWords)."
    }
}
