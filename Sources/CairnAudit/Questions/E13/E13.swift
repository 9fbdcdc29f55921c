extension Question {
    /// The log of secure environments.
    static let e13 = Question(
        "e13",
        "EHDS Art. 73(1)(e)",
        "Log of accesses and activities in a secure processing environment",
        need: "the access body wants to see what happened in the environment",
        parameters: [
            .init("environment", .id(.environment), "the environment"),
            .init("session", .id(.session), "only this session"), .from, .to,
        ],
        columns: [
            .init("session", .text, "the session; empty where none was named"),
            .init("environment", .text, "the environment, of the session or as the permit names it; empty: unknown"),
            .init("permit", .list, "the permits"),
            .init(
                "person",
                .text,
                "who acted, by a random id; where nobody is recorded, who opened the session",
                for: .officers
            ),
            .init("activity", .text, "what was done"),
            .init("object", .list, "to what: dataset versions, a job, a release, a workspace"),
            .init("happened_at", .time, "when, in UTC"),
            .init("retained_until", .time, "until when the log must be kept at least: one year, in UTC"),
            .init("gap", .text, "what is missing from the log, or wrong in it"),
            .init("verdict", .verdict, "in order where nothing is missing and nothing wrong"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            What the environment didn't record. Whether what was done was allowed: of permits, only whether one \
            was in force is looked at here; questions E7, E12 and G1 have the rest. The ledger keeps entries for \
            ever; the year is the least that the law asks for. A session open for more than a day is this \
            question's own limit. Accesses that name neither a session nor a permit with an environment are not \
            taken to be of an environment.
            """,
        sql: PackageResources.e13_sql,
        counting: ["session"]
    ) { tally in
        guard tally.rows > 0 else {
            return "In this ledger, no session or activity in an environment is recorded in what was asked about."
        }
        let found = tally.rows - (tally.reasons["complete"] ?? 0)
        return
            "\(counted(tally.distinct("session"), "session", "sessions")), \(counted(tally.rows, "line", "lines"))"
            + (found > 0
                ? "; in \(counted(found, "line", "lines")) something is missing or wrong."
                : ", in this ledger without a gap.")
    }
}
