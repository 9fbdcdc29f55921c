extension Question {
    /// Acts in another's name.
    static let g15 = Question(
        "g15",
        "GDPR Art. 28",
        "Was each processor's act under an agreement in force",
        need: "somebody else processed data in your name",
        parameters: [.from, .to],
        columns: [
            .init("processor", .text, "the organisation that acted"),
            .init("controller", .text, "the organisation in whose name it acted"),
            .init("agreement", .text, "the agreement"),
            .init("in_force_from", .time, "from when on, in UTC"),
            .init("in_force_to", .time, "until when, in UTC"),
            .init("acts", .count, "how many acts in its name"),
            .init("uncovered_acts", .count, "how many without an agreement in force"),
            .init("first_at", .time, "the first act, in UTC"),
            .init("last_at", .time, "the last act, in UTC"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Whether the agreement has what Art. 28(3) asks for; sub-processors show only where they act in somebody's name.",
        sql: PackageResources.g15_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nobody is recorded to have acted in another's name." }
        let wrong = tally.sum("uncovered_acts")
        return wrong == 0
            ? "Every act in another's name was under an agreement in force."
            : "\(counted(Int(wrong), "act", "acts")) in another's name had no agreement in force."
    }
}
