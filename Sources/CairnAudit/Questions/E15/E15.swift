extension Question {
    /// Catalogue and delivery.
    static let e15 = Question(
        "e15",
        "EHDS Art. 60, 77",
        "Is the catalogue current, and were data delivered in time",
        need: "a holder must keep its catalogue and deliver data",
        parameters: [.init("holder", .id(.organisation), "the organisation that holds the data")],
        columns: [
            .init("dataset", .text, "the dataset version"),
            .init("holder", .text, "the holder that was asked"),
            .init("described_at", .time, "when it was last described in the catalogue, in UTC"),
            .init("review_by", .time, "by when the description must be looked at again, in UTC"),
            .init("requested_at", .time, "when delivery was asked for, in UTC"),
            .init("due_by", .time, "by when it must be delivered, in UTC"),
            .init("delivered_at", .time, "when it was delivered, in UTC"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether the description is right.",
        sql: PackageResources.e15_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nothing was asked for, and nothing is described." }
        return
            "\(counted(tally.rows, "line", "lines")): \(tally.reasons["overdue"] ?? 0) overdue, \(tally.reasons["late"] ?? 0) late, \(tally.reasons["incomplete"] ?? 0) without a current description."
    }
}
