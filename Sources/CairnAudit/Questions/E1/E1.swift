extension Question {
    /// Whether opt-outs were respected.
    static let e1 = Question(
        "e1",
        "EHDS Art. 71",
        "Was anyone's data made available under a permit that was approved after the person's opt-out?",
        need: "you must show that opt-outs are respected",
        parameters: [
            .someSubject, .somePermit, .init("from", .time, "permits approved from then on"),
            .init("to", .time, "permits approved before then"),
        ],
        columns: [
            .init("subject", .text, "the data subject, by subject id"),
            .init("opted_out_at", .time, "since when, in UTC"),
            .init("scope", .terms, "what the opt-out extends to"),
            .init("permit", .text, "the permit"),
            .init("approved_at", .time, "when the dataset was approved for it, in UTC: the opt-out came before"),
            .init("dataset", .text, "the dataset version that holds or held the person"),
            .init("made_available_at", .time, "when it was first made available under the permit, in UTC"),
            .init("is_included", .flag, "whether the person was in it then, or still is"),
            .init("exception", .terms, "the national law under Art. 71(4)"),
            .init("verdict", .verdict, "in order where the person was left out in time, or an exception applied"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the environment really left the person out: the ledger has what was recorded. An opt-out after the \
            approval doesn't concern a permit, so it isn't listed. Whether the conditions of Art. 71(4) were met.
            """,
        sql: PackageResources.e1_sql
    ) { tally in
        let wrong = tally.verdicts["not-covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        if tally.rows == 0 {
            return "In this ledger, no permit names data of anyone who had opted out before its approval."
        }
        let rows = counted(tally.rows, "case", "cases")
        if wrong > 0 {
            return "In \(wrong) of \(rows), a person was made available under a permit approved after the opt-out"
                + (open > 0 ? "; for \(open) it can't be told." : ".")
        }
        return open > 0
            ? "In \(rows), nobody is recorded in this ledger as made available against an opt-out; "
                + "for \(open) it can't be told."
            : "In \(rows), everyone who had opted out was left out, or an exception applied, as this ledger records it."
    }
}
