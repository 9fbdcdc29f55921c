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
            .init("session", .text, "the session"), .init("environment", .text, "the environment"),
            .init("permit", .text, "the permit"),
            .init("person", .text, "the person, by a random id", for: .officers),
            .init("activity", .text, "what was done"),
            .init("object", .text, "to what"),
            .init("happened_at", .time, "when, in UTC"),
            .init("retained_until", .time, "until when the log must be kept at least: one year, in UTC"),
            .init("gap", .text, "what is missing from the log"),
            .init("verdict", .verdict, "covered where nothing is missing"),
            .init("reason", .reason, "complete or incomplete"),
        ],
        cannotTell:
            "What the environment didn't record. The ledger keeps entries for ever; the year is the least that the law asks for.",
        sql: PackageResources.e13_sql
    ) { tally in
        guard tally.rows > 0 else { return "No session or access is recorded." }
        let gaps = tally.reasons["incomplete"] ?? 0
        return
            "\(counted(tally.distinct("session"), "session", "sessions")), \(counted(tally.rows, "activity", "activities"))"
            + (gaps > 0 ? "; \(counted(gaps, "gap", "gaps"))." : ", without a gap.")
    }
}
