extension Question {
    /// Acts in another's name, and copies for others.
    static let g15 = Question(
        "g15",
        "GDPR Art. 28",
        "Was each processor's act, and each copy for another organisation, under an agreement in force",
        need: "somebody else processed data in your name, or received a copy",
        parameters: [.from, .to],
        columns: [
            .init("processor", .text, "the organisation that acted"),
            .init("controller", .text, "the organisation in whose name it acted"),
            .init("recipient", .text, "the organisation that a copy went to, where that is judged"),
            .init("agreement", .text, "the agreement"),
            .init("in_force_from", .time, "from when on it holds, as it was signed or amended last, in UTC"),
            .init("in_force_to", .time, "until when, in UTC"),
            .init("acts", .count, "how many acts"),
            .init("uncovered_acts", .count, "how many without an agreement in force"),
            .init("first_at", .time, "the first act, in UTC"),
            .init("last_at", .time, "the last act, in UTC"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the agreement has what Art. 28(3) asks for; sub-processors show only where they act in \
            somebody's name. A copy that a permit in force carries needs no agreement; g1 judges its use.
            """,
        sql: PackageResources.g15_sql
    ) { tally in
        guard tally.rows > 0 else {
            return "No act in another's name and no copy for another organisation is recorded in this ledger."
        }
        let acts = counted(Int(tally.sum("acts")), "act", "acts")
        let wrong = tally.sum("uncovered_acts")
        let open = tally.verdicts["undetermined"] ?? 0
        guard wrong > 0 || open > 0 else {
            return "In this ledger, each of \(acts) in another's name or for another organisation had an agreement "
                + "or a permit in force."
        }
        return "Of \(acts) in another's name or for another organisation, \(wrong) had no agreement in force; "
            + "\(counted(open, "row", "rows")) can't be told."
    }
}
