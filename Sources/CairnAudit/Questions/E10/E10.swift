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
            .init("dataset", .list, "the dataset versions that were made ready"),
            .init("made_ready_at", .time, "when, in UTC"),
            .init("made_format", .terms, "the form in which it was made ready"),
            .init("subjects", .count, "how many subjects"),
            .init("excluded", .count, "how many subjects were left out"),
            .init("verdict", .verdict, "whether the form is justified, and was kept to"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Whether fewer fields would have sufficed, and whether data that are recorded as anonymised are.",
        sql: PackageResources.e10_sql
    ) { tally in
        guard tally.rows > 0 else { return "In this ledger, no permit is recorded." }
        let beyond = tally.reasons["form-beyond-permit"] ?? 0
        let unknown = tally.verdicts["undetermined"] ?? 0
        return
            "Of \(counted(tally.rows, "line", "lines")): in \(tally.rows - beyond - unknown) the form is recorded and was kept to, in \(beyond) data went beyond the permit's form, and for \(unknown) the form or its justification isn't recorded."
    }
}
