extension Question {
    /// Whether the log itself is sound.
    static let g18 = Question(
        "g18",
        "GDPR Art. 32",
        "Is the log itself sound: gaps, clocks, keys, denied accesses",
        need: "somebody asks why the log can be trusted, or you look at it each week",
        parameters: [.from, .to],
        columns: [
            .init("what", .terms, "what was looked at"), .init("detail", .terms, "more about it"),
            .init("count", .count, "how many"),
            .init("verdict", .verdict, "covered where it is sound"), .init("reason", .reason, "sound or unsound"),
        ],
        cannotTell:
            "Whether entries were changed: only cairn verify, run by somebody who doesn't run the database, shows that. It recomputes every hash and signature; run it beside this answer.",
        sql: PackageResources.g18_sql
    ) { tally in
        let unsound = tally.reasons["unsound"] ?? 0
        return unsound == 0
            ? "Nothing unusual is recorded about the log; whether entries were changed, cairn verify shows."
            : "\(counted(unsound, "thing needs", "things need")) attention; whether entries were changed, cairn verify shows."
    }
}
