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
            .init("published_at", .time, "when the first results were made public, in UTC"),
            .init("results", .count, "how many results were made public"),
            .init("results_url", .text, "where they are public"),
            .init("verdict", .verdict, "covered or not covered"),
            .init("reason", .reason, "in time, late, open, overdue, or not needed yet"),
            .init("overdue_days", .count, "by how many days it is or was late"),
        ],
        cannotTell:
            "Whether the published results are all there are, and whether they are anonymous. Where nobody recorded that the work was completed, the end of the permit counts.",
        sql: PackageResources.e8_sql
    ) { tally in
        guard tally.rows > 0 else { return "No such permit is recorded." }
        let early = tally.reasons["not-needed"] ?? 0
        let overdue = tally.reasons["overdue"] ?? 0
        let late = tally.reasons["late"] ?? 0
        let done = tally.reasons["in-time"] ?? 0
        let permits = counted(tally.rows, "permit", "permits")
        return
            "Of \(permits), \(done) published results in time, \(late) late, \(counted(overdue, "is", "are")) overdue, and \(counted(early, "isn't", "aren't")) over."
    }
}
