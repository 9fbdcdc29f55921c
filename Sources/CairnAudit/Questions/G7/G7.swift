extension Question {
    /// Who consulted a subject's data.
    static let g7 = Question(
        "g7",
        "GDPR Art. 15(1)(c)",
        "Who consulted a subject's data, when and why",
        need: "a patient wants to know who saw their data",
        parameters: [.subject, .from, .to],
        columns: [
            .init("happened_at", .time, "when, in UTC"),
            .init("organisation", .text, "the organisation that acted, or that got the data"),
            .init("person", .text, "who acted, by a random id", for: .officers),
            .init("role", .text, "person, service or organisation"),
            .init(
                "mode",
                .text,
                "queried, viewed, read, downloaded, started (a job), sent, released, delivered, materialised, or denied"
            ), .init("purposes", .terms, "for what"),
            .init("permits", .list, "under which permits"), .init("datasets", .list, "through which dataset versions"),
            .init("objects", .count, "how many objects, where it was said"),
        ],
        cannotTell:
            """
            What happened to copies outside: traceability ends where data were downloaded or left the secure \
            environment.
            """,
        sql: PackageResources.g7_sql,
        counting: ["mode", "organisation"]
    ) { tally in
        let denied = tally.count("mode", "denied")
        guard tally.rows > 0 else {
            return "In this ledger, nobody is recorded to have consulted this person's data in the period."
        }
        return
            "\(counted(tally.rows - denied, "act", "acts")) on the data of this person by or for \(counted(tally.distinct("organisation"), "organisation", "organisations"))"
            + (denied > 0 ? "; \(counted(denied, "more was", "more were")) denied." : ".")
    }
}
