extension Question {
    /// Opt-outs and their effect.
    static let e2 = Question(
        "e2",
        "EHDS Art. 71",
        "Opt-outs in force, and how long until they took effect",
        need: "you report how opt-outs are handled",
        parameters: [.from, .to],
        columns: [
            .init("subject", .text, "the data subject, by subject id"),
            .init("scope", .terms, "what it extends to"),
            .init("category", .terms, "the category of data, where it names one"),
            .init("opted_out_at", .time, "when, in UTC"),
            .init("opted_in_at", .time, "when the person took it back, in UTC"),
            .init("versions", .count, "how many dataset versions held the person then or since"),
            .init("excluded", .count, "out of how many the person is: excluded, removed, or invalidated"),
            .init("last_excluded_at", .time, "when the person was out of the last of these, in UTC"),
            .init("lag_days", .count, "days until the person was out of all, or until the time asked about"),
            .init(
                "verdict",
                .verdict,
                "in order where it took effect, was taken back, or had nothing to take effect on"
            ),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether copies that left before were cleared, and which categories of data a version holds.",
        sql: PackageResources.e2_sql
    ) { tally in
        guard tally.rows > 0 else { return "No opt-out is recorded in this ledger." }
        let open = tally.reasons["still-there"] ?? 0
        return
            "\(counted(tally.rows, "opt-out", "opt-outs")), \(tally.filled("opted_in_at")) taken back; "
            + "\(counted(open, "has", "have")) not taken effect yet."
    }
}
