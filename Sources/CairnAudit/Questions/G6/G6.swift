extension Question {
    /// The access file of a subject.
    static let g6 = Question(
        "g6",
        "GDPR Art. 15",
        "Access file: everything the ledger says about one subject's data",
        need: "a patient asks what you have about her, and who got it",
        parameters: [.subject],
        columns: [
            .init(
                "part",
                .text,
                "purposes, categories, recipients, storage period, source, rights, automated decisions, transfers or consent history"
            ),
            .init("what", .terms, "what it is about"), .init("detail", .terms, "more about it"),
            .init("first_at", .time, "first or from, in UTC"),
            .init("last_at", .time, "last or until, in UTC"), .init("count", .count, "how often"),
        ],
        cannotTell:
            "The images themselves and what is sealed in the vault: give those with this file. Recipients are the organisations that really got data; their staff are not named (CJEU C-579/21). The rights to rectification, erasure, restriction, objection and complaint exist besides the requests that are listed.",
        sql: PackageResources.g6_sql
    ) { tally in
        guard tally.rows > 0 else { return "The ledger holds nothing about this subject." }
        let recipients = tally.count("part", "recipients")
        return "The ledger holds \(counted(tally.rows, "statement", "statements")) about this subject; "
            + (recipients > 0
                ? "\(counted(recipients, "recipient has", "recipients have")) had her data."
                : "nobody is recorded to have had her data.")
    }
}
