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
            .init("opted_out_at", .time, "when, in UTC"),
            .init("opted_in_at", .time, "when she took it back, in UTC"),
            .init("versions", .count, "how many dataset versions held her then"),
            .init("excluded", .count, "out of how many she was left"),
            .init("last_excluded_at", .time, "when she was out of the last, in UTC"),
            .init("lag_days", .count, "days until then, or until the time asked about"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether copies that left before were cleared.",
        sql: PackageResources.e2_sql
    ) { tally in
        guard tally.rows > 0 else { return "No opt-out is recorded." }
        return
            "\(counted(tally.rows, "opt-out", "opt-outs")), \(tally.filled("opted_in_at")) taken back; \(counted(tally.reasons["still-there"] ?? 0, "has", "have")) not taken effect yet."
    }
}
