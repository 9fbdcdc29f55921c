extension Question {
    /// In which form data were made available.
    static let e10 = Question(
        "e10",
        "EHDS Art. 66",
        "Minimisation: in which form data were made available, and why",
        need: "somebody asks why a user got more than anonymised data",
        parameters: [.somePermit],
        columns: [
            .init("permit", .text, "the permit"),
            .init("format", .terms, "pseudonymised, anonymised or statistical, as the permit says"),
            .init("justification", .terms, "why it must be so"),
            .init("dataset", .text, "the dataset version that was made ready"),
            .init("made_ready_at", .time, "when, in UTC"),
            .init("made_format", .terms, "the form in which it was made ready"),
            .init("subjects", .count, "how many subjects"),
            .init("excluded", .count, "how many subjects were left out"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether fewer fields would have done.",
        sql: PackageResources.e10_sql
    ) { tally in
        guard tally.rows > 0 else { return "No permit is recorded." }
        let wrong = tally.rows - (tally.verdicts["covered"] ?? 0)
        return wrong == 0
            ? "Every form of data is justified and was kept to."
            : "For \(wrong) of \(tally.rows), form or justification is missing or was not kept to."
    }
}
