extension Question {
    /// Which purposes were allowed, used, applied for and refused.
    static let e3 = Question(
        "e3",
        "EHDS Art. 53, 54",
        "Which purposes were allowed and which were pursued, and was anything prohibited asked for?",
        need: "you watch over secondary use, or report on it",
        parameters: [.from, .to, .somePermit],
        columns: [
            .init("kind", .text, "permit: what was done under one; application: what was asked for"),
            .init("permit", .text, "the permit"),
            .init("purpose", .terms, "the purpose, as a term"),
            .init("named_in_permit", .flag, "whether the permit names this very purpose"),
            .init("prohibited", .flag, "whether the term stands for what EHDS Art. 54 prohibits"),
            .init("uses", .count, "how many accesses, jobs, and copies that say their purpose"),
            .init("outside_uses", .count, "how many of them no permit that they name allowed then"),
            .init("applications", .count, "how many applications"),
            .init("refusal", .terms, "why they were refused, as a code"),
            .init("first_at", .time, "the first time, in UTC"),
            .init("last_at", .time, "the last time, in UTC"),
            .init("verdict", .verdict, "whether the purpose is one that may be pursued, and the permit allowed it"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Whether a recorded purpose was the real one. Prohibited purposes are known by their terms only: \
            advertising and marketing, insurance and credit, recruitment, employment and personnel, alcohol, \
            tobacco and weapons; decisions to somebody's detriment (Art. 54(a)) and what national ethics forbid \
            (e) have no terms. Acts without a permit are left out: question G1 has them. Of uses within a permit, \
            the first and the last are cited.
            """,
        sql: PackageResources.e3_sql
    ) { tally in
        guard tally.rows > 0 else {
            return "In this ledger, no use under a permit and no application is recorded in the period."
        }
        let uses = counted(Int(tally.sum("uses")), "use", "uses")
        let prohibited = tally.reasons["prohibited-purpose"] ?? 0
        let unknown = tally.verdicts["undetermined"] ?? 0
        return
            "Of \(uses), each counted for each of its purposes and permits, \(tally.sum("outside_uses")) went beyond the permit; \(counted(prohibited, "line has", "lines have")) a prohibited purpose that was allowed or pursued, and \(counted(unknown, "line", "lines")) can't be told."
    }
}
