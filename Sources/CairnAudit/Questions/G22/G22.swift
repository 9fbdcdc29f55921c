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
            .init("country", .text, "the country, as ISO 3166-1 alpha-2; empty where it isn't known"),
            .init("mode", .text, "queried, viewed, read, downloaded, sent, or left the environment"),
            .init("times", .count, "how often"),
            .init("subjects", .count, "how many subjects, each counted once; empty within the EEA"),
            .init("safeguard", .terms, "the safeguard, by GDPR article"),
            .init("first_at", .time, "the first time, in UTC"),
            .init("last_at", .time, "the last time, in UTC"),
            .init("verdict", .verdict, "covered, not covered, or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Where a person sat: the country is the one the event names, or else the one in which the organisation is registered. Whether a recorded safeguard suffices. Within the EEA, only the first and the last time are cited.",
        sql: PackageResources.g22_sql
    ) { tally in
        guard tally.rows > 0 else { return "No access to data and no copy is recorded in the period." }
        let safe = tally.reasons["safeguard-recorded"] ?? 0
        let wrong = tally.reasons["no-safeguard"] ?? 0
        let unknown = tally.reasons["country-unknown"] ?? 0
        if safe + wrong + unknown == 0 {
            return "Every recorded access and copy stayed within the European Economic Area."
        }
        return
            "\(counted(safe, "way", "ways")) outside the European Economic Area had a recorded safeguard, \(wrong) had none"
            + (unknown > 0 ? ", and for \(unknown) the country isn't known." : ".")
    }
}
