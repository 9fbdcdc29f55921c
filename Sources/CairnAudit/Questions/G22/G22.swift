extension Question {
    /// What was accessed from or sent to countries outside the European Economic Area.
    static let g22 = Question(
        "g22",
        "GDPR Art. 44 to 49",
        "What was accessed from or sent to countries outside the EEA, and under which safeguard?",
        need: "you must show that transfers to third countries are lawful",
        parameters: [.from, .to],
        columns: [
            .init("organisation", .text, "the organisation that had access or got the data"),
            .init("country", .text, "the country as it was recorded; empty where it isn't known"),
            .init("mode", .text, "queried, viewed, read, downloaded, job, sent, or left the environment"),
            .init("times", .count, "how often"),
            .init("subjects", .count, "how many subjects, each counted once; empty within the EEA"),
            .init("safeguard", .terms, "the safeguard or derogation, by GDPR article"),
            .init("first_at", .time, "the first time, in UTC"),
            .init("last_at", .time, "the last time, in UTC"),
            .init("verdict", .verdict, "whether the transfer had what Chapter V asks for"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Where a person sat: the country is the one that the event names, or else the one in which the \
            organisation is registered. Whether a recorded safeguard suffices: whether the adequacy decision \
            extends to the recipient, whether the authority authorised clauses under Art. 46(3), what an \
            assessment of the recipient's law found. Weeks in which a derogation was used are counted in UTC. \
            Within the EEA, only the first and the last time are cited, and whether an agreement stood for a copy \
            is question G15.
            """,
        sql: PackageResources.g22_sql
    ) { tally in
        guard tally.rows > 0 else {
            return "In this ledger, no access to data, no job and no copy is recorded in the period."
        }
        func ways(_ reasons: String...) -> Int { reasons.reduce(0) { $0 + (tally.reasons[$1] ?? 0) } }
        let inside = ways("within-eea")
        guard inside < tally.rows else {
            return "In this ledger, every recorded access, job and copy stayed within the European Economic Area."
        }
        let without = ways("no-safeguard", "derogation-repeated")
        return
            "\(counted(tally.rows - inside, "way", "ways")) in which data went, or may have gone, outside the European Economic Area: \(ways("safeguard-recorded")) with a recorded safeguard, \(ways("derogation-recorded")) with a derogation for a specific situation, \(without) without what the law asks for, and \(ways("derogation-used-again", "safeguard-unknown", "country-unknown")) for which it can't be told. \(counted(inside, "way", "ways")) stayed within."
    }
}
