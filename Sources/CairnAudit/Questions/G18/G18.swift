extension Question {
    /// Whether the log itself is sound.
    static let g18 = Question(
        "g18",
        "GDPR Art. 32",
        "Is the log itself sound: gaps, clocks, keys, denied accesses",
        need: "somebody asks why the log can be trusted, or you look at it each week",
        parameters: [
            .init("from", .time, "the beginning of the period in which it was recorded"),
            .init("to", .time, "the end of the period in which it was recorded, not included"),
        ],
        columns: [
            .init("what", .text, "what was looked at"),
            .init("detail", .text, "more about it: a family of events, a source, a code"),
            .init("count", .count, "how many"),
            .init("days", .count, "how many days, at most: between happening and recording, or waiting to be sealed"),
            .init("sealed", .count, "how many entries the newest checkpoint covers, now"),
            .init(
                "witnessed",
                .count,
                "how many entries the newest checkpoint covers that a witness signed; empty: none is stored"
            ),
            .init("witnessed_at", .time, "when the witness says that it saw it, in UTC"),
            .init("verdict", .verdict, "in order where nothing was found"),
            .init("reason", .reason, "what was found"),
        ],
        cannotTell:
            """
            Whether entries were changed, and whether a signature is right: only cairn verify, run by somebody \
            who doesn't run the database, shows that. It recomputes every hash and signature; run it beside this \
            answer. Which entries don't count is what the sealer found. How far the ledger is sealed and \
            witnessed is as the database has it now, whatever time was asked about, and the signature of a \
            witness is not checked here. A day, a week and a minute are this question's own limits: no law names \
            one. At most 50 entries of each remark are cited.
            """,
        sql: PackageResources.g18_sql
    ) { tally in
        let found = tally.rows - (tally.verdicts["covered"] ?? 0)
        let witness = tally.filled("witnessed") == 0 ? " No signature of a witness is stored in this database." : ""
        return
            (found == 0
            ? "Nothing unusual is recorded about the log of this ledger; whether entries were changed, cairn verify shows."
            : "\(counted(found, "thing needs", "things need")) attention; whether entries were changed, cairn verify shows.")
            + witness
    }
}
