extension Question {
    /// Catalogue and delivery.
    static let e15 = Question(
        "e15",
        "EHDS Art. 60, 77",
        "Is the catalogue current, and were data delivered in time?",
        need: "a holder must keep its catalogue and deliver data",
        parameters: [.init("holder", .id(.organisation), "the organisation that holds the data")],
        columns: [
            .init("dataset", .text, "the dataset version"),
            .init("holder", .text, "the holder that was asked"),
            .init("described_at", .time, "when it was last described in the catalogue, in UTC"),
            .init(
                "review_by",
                .time,
                "by when the description must be looked at again: its own date, or a year (Art. 60(3)), in UTC"
            ),
            .init("requested_at", .time, "when delivery was asked for, in UTC"),
            .init("asked_by", .time, "the date that the request names, in UTC"),
            .init("due_by", .time, "by when it must be delivered: three months (Art. 60(2)), in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("delivered_at", .time, "when it was delivered, in UTC"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the description is right. Whether the access body extended the time of three months: nothing \
            records it.
            """,
        sql: PackageResources.e15_sql
    ) { tally in
        guard tally.rows > 0 else {
            return "No request to deliver data and no description is recorded in this ledger."
        }
        return "\(counted(tally.rows, "dataset", "datasets")) in this ledger: \(tally.reasonWords)."
    }
}
