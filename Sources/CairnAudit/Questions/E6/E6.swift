extension Question {
    /// The activity report.
    static let e6 = Question(
        "e6",
        "EHDS Art. 59",
        "Figures for the activity report",
        need: "the access body writes its activity report",
        parameters: [.from, .to],
        columns: [
            .init("figure", .text, "what is counted"),
            .init("of", .text, "by what"),
            .init("count", .count, "how many, or days where it says so"),
        ],
        cannotTell:
            """
            Fees, audits, data requests (Art. 69), labels and publications outside the ledger, and applications \
            that were never recorded. Events are counted, so a permit that was suspended twice counts twice \
            there; persons who opted out are counted once.
            """,
        sql: PackageResources.e6_sql
    ) { tally in
        tally.rows == 0
            ? "In this ledger, nothing is recorded for the period."
            : "\(counted(tally.rows, "figure", "figures")) for the period, of what is in this ledger."
    }
}
