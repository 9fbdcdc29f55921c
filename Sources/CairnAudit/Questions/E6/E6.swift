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
        cannotTell: "Penalties outside the ledger, and applications that were never recorded.",
        sql: PackageResources.e6_sql
    ) { tally in
        tally.rows == 0
            ? "Nothing happened in the period." : "\(counted(tally.rows, "figure", "figures")) for the period."
    }
}
