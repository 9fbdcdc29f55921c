extension Question {
    /// Whether results were made public in time.
    static let e8 = Question(
        "e8",
        "EHDS Art. 61(4)",
        "Were the results made public within 18 months?",
        need: "work under a permit is done, and its results are due",
        parameters: [.somePermit],
        columns: [
            .init("permit", .text, "the permit"), .init("organisation", .text, "the organisation that holds it"),
            .init("ended_by", .text, "completed, revoked or expired; empty while it isn't over"),
            .init("completed_at", .time, "when the work was completed, or else the permit ended, in UTC"),
            .init("due_by", .time, "18 months after that, in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("published_at", .time, "when the first results were made public, in UTC"),
            .init("results", .count, "how many results were made public"),
            .init("results_url", .list, "where they are public"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "in time, late, open, overdue, or not needed yet"),
            .init("overdue_days", .count, "by how many days it is or was late"),
        ],
        cannotTell:
            """
            Whether the published results are all there are, and whether they are anonymous. Where it isn't \
            recorded that the work was completed, the end of the permit counts.
            """,
        sql: PackageResources.e8_sql
    ) { tally in
        guard tally.rows > 0 else { return "No such permit is recorded in this ledger." }
        return "Results of \(counted(tally.rows, "permit", "permits")) in this ledger: \(tally.reasonWords)."
    }
}
