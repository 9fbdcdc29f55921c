extension Question {
    /// Whether opt-outs were respected.
    static let e1 = Question(
        "e1",
        "EHDS Art. 71",
        "Was anyone's data made available under a permit that was approved after an opt-out?",
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
            .init("approved_at", .time, "when it was approved, in UTC: the opt-out came before"),
            .init("dataset", .text, "the dataset version that holds the subject"),
            .init("made_available_at", .time, "when it was first made available under the permit, in UTC"),
            .init("is_included", .flag, "whether the subject was left in"),
            .init("exception", .terms, "the national law under Art. 71(4)"),
            .init("verdict", .verdict, "covered where she was left out or an exception applied"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Whether the environment really left her out: the ledger has what was recorded. An opt-out after the approval doesn't touch a permit, so it isn't listed.",
        sql: PackageResources.e1_sql
    ) { tally in
        let wrong = tally.verdicts["not-covered"] ?? 0
        let open = tally.verdicts["undetermined"] ?? 0
        if tally.rows == 0 { return "No permit names data of anyone who had opted out before its approval." }
        return wrong > 0
            ? "In \(counted(wrong, "case", "cases")), a subject was made available under a permit approved after the opt-out."
            : open > 0
                ? "Nobody was made available against an opt-out so far; in \(counted(open, "case", "cases")) a subject must still be left out."
                : "Everyone who had opted out was left out, or an exception applied."
    }
}
