extension Question {
    /// Assessments by trusted holders.
    static let e16 = Question(
        "e16",
        "EHDS Art. 72",
        "Was the fast path of trusted holders used properly",
        need: "a trusted holder assesses applications for its own data",
        parameters: [.init("holder", .id(.organisation), "the trusted holder")],
        columns: [
            .init("application", .text, "the application"),
            .init("holder", .text, "who assessed it"),
            .init("is_trusted", .flag, "whether the holder was registered as a trusted one then"),
            .init("is_suspended", .flag, "whether the assessor was suspended then"),
            .init("others_datasets", .list, "the datasets that the application asks for and another controls"),
            .init("assessed_at", .time, "when, in UTC"),
            .init("proposal", .text, "what it proposed"),
            .init("decision", .text, "what the access body decided"),
            .init("decided_at", .time, "when, in UTC"),
            .init("verdict", .verdict, "whether the assessor could assess this application"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether the proposal was right; the access body decides in any case. Who holds a dataset is read from \
            who controls it.
            """,
        sql: PackageResources.e16_sql
    ) { tally in
        guard tally.rows > 0 else { return "In this ledger, no assessment of an application is recorded." }
        let wrong = tally.verdicts["not-covered"] ?? 0
        let unknown = tally.verdicts["undetermined"] ?? 0
        return
            "\(counted(tally.rows, "assessment", "assessments")): \(tally.rows - wrong - unknown) in order, \(wrong) by an organisation that wasn't entitled to assess it, \(unknown) that can't be told or are not decided."
    }
}
