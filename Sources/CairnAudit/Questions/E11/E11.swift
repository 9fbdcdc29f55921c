extension Question {
    /// What permits say, and how they lived.
    static let e11 = Question(
        "e11",
        "EHDS Art. 68",
        "What does the permit say, was it decided in time, and were the data deleted after it ended?",
        need: "you supervise permits, or an auditor asks for the life of one",
        parameters: [.somePermit],
        columns: [
            .init("permit", .text, "the permit"),
            .init("matter", .text, "decision, duration or deletion: what this row judges"),
            .init("organisation", .text, "the organisation that holds the permit"),
            .init("state", .text, "not-yet, active, suspended, revoked, completed or expired"),
            .init("datasets", .list, "the dataset versions it names"),
            .init("purposes", .terms, "the purposes it allows"),
            .init("authorised", .count, "how many persons it authorises at the time asked about"),
            .init("persons", .list, "who is authorised, by random ids", for: .officers),
            .init("valid_from", .time, "from when it holds, in UTC"),
            .init("valid_until", .time, "until when it holds, in UTC"),
            .init("environment", .text, "the secure processing environment"),
            .init("format", .terms, "pseudonymised, anonymised or statistical"),
            .init("conditions", .terms, "conditions, as codes, fees among them"),
            .init(
                "since",
                .time,
                "when the time began: the application, the beginning or the end of the permit, in UTC"
            ),
            .init("due_by", .time, "by when it had to be, in UTC: decided, over, deleted"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("done_at", .time, "when it was: decided, over, deleted, in UTC"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
            .init("overdue_days", .count, "by how many days it is or was too late or too long"),
        ],
        cannotTell:
            """
            Whether the application was complete when it came. Six months to decide count only where the permit \
            names a date after the third month; whether the applicant was informed isn't recorded. Copies outside \
            the recorded workspaces.
            """,
        sql: PackageResources.e11_sql,
        counting: ["matter"]
    ) { tally in
        guard tally.rows > 0 else { return "No such permit is recorded in this ledger." }
        let permits = counted(tally.count("matter", "decision"), "permit", "permits")
        return "\(permits) in this ledger, each with its decision, duration and deletion: \(tally.reasonWords)."
    }
}
