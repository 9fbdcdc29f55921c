extension Question {
    /// The access file of a subject.
    static let g6 = Question(
        "g6",
        "GDPR Art. 15",
        "Access file: everything the ledger says about one person's data",
        need: "a patient asks what you have about them, and who received it",
        parameters: [.subject],
        columns: [
            .init(
                "part",
                .text,
                """
                purposes, legal basis, categories of data, datasets, recipients, recipients to come, storage \
                period, source, automated decisions, transfers to third countries, breaches, consents, opt-outs, \
                restrictions, requests, rights or complaint
                """
            ),
            .init("what", .terms, "what it is about"),
            .init("detail", .terms, "more about it"),
            .init("codes", .list, "the ids under which staff find it"),
            .init("first_at", .time, "first or from, in UTC"),
            .init("last_at", .time, "last or until, in UTC"),
            .init("count", .count, "how often"),
            .init("due", .date, "by which day an answer is due"),
            .init("person", .text, "who sent the data, by a random id", for: .officers),
        ],
        cannotTell:
            """
            The images themselves and what is sealed in the vault: give those with this file. Recipients are \
            organisations that received or saw data; the controller's own staff are none, and people who acted \
            are not named (CJEU C-154/21, C-579/21). What others recorded about the data is not in this ledger.
            """,
        sql: PackageResources.g6_sql,
        counting: ["part", "what"]
    ) { tally in
        guard tally.rows > 0 else { return "This ledger holds nothing about this person." }
        let recipients = tally.count("part", "recipients")
        let abroad = tally.count("part", "transfers to third countries")
        let breaches = tally.count("part", "breaches")
        let missing = tally.count("what", "not recorded")
        return "In this ledger, "
            + (recipients > 0
                ? counted(recipients, "recipient of the person's data is", "recipients of the person's data are")
                    + " recorded"
                : "nobody outside the controller is recorded to have received the person's data")
            + (abroad > 0 ? ", \(counted(abroad, "transfer", "transfers")) to third countries" : "")
            + (breaches > 0 ? ", \(counted(breaches, "breach", "breaches")) that touched the data" : "")
            + (missing > 0 ? "; \(missing) of the parts that Art. 15 names have nothing on record." : ".")
    }
}
