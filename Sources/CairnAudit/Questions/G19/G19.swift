extension Question {
    /// The register of breaches.
    static let g19 = Question(
        "g19",
        "GDPR Art. 33, 34",
        "Breach register, with the 72-hour clock",
        need: "a breach happened, or the authority wants to see the register",
        parameters: [.init("breach", .id(.breach), "only this breach"), .from, .to],
        columns: [
            .init("breach", .text, "the breach"), .init("detected_at", .time, "when it was detected, in UTC"),
            .init("aware_at", .time, "when the controller became aware, as it stated last, in UTC: the clock starts"),
            .init("nature", .terms, "confidentiality, integrity, availability"),
            .init("risk", .terms, "the risk, as assessed"), .init("subjects", .count, "how many persons, about"),
            .init("records", .count, "how many records, about"),
            .init("categories", .terms, "categories of data"), .init("measures", .terms, "measures that were taken"),
            .init("due_by", .time, "72 hours after the hour of awareness, in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("authority", .text, "the authority that was notified"),
            .init("authority_at", .time, "when, in UTC"),
            .init(
                "hours_since_aware",
                .count,
                "hours from awareness to the notification, or until the time asked about"
            ),
            .init("delay_reason", .terms, "the reason for a delay"),
            .init("authority_reason", .reason, "whether the authority was notified in time (Art. 33(1))"),
            .init("subjects_told_at", .time, "when the persons concerned were informed, in UTC"),
            .init("subjects_exemption", .terms, "the exemption of Art. 34(3)"),
            .init("subjects_reason", .reason, "whether the persons concerned were informed (Art. 34)"),
            .init("closed_at", .time, "when it was closed, in UTC"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "the graver of the two reasons"),
        ],
        cannotTell:
            """
            Breaches that nobody recorded. Whether the assessed risk is right, and whether all the persons \
            concerned were informed. The law names no time limit for informing them: a month after the risk was \
            assessed as high is our own number.
            """,
        sql: PackageResources.g19_sql
    ) { tally in
        guard tally.rows > 0 else { return "No breach is recorded in this ledger." }
        return "\(counted(tally.rows, "breach", "breaches")) in this ledger: \(tally.reasonWords)."
    }
}
