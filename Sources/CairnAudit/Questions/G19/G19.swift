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
            .init("aware_at", .time, "when the controller became aware, in UTC: the clock starts"),
            .init("nature", .terms, "confidentiality, integrity, availability"),
            .init("risk", .terms, "the risk, as assessed"), .init("subjects", .count, "how many subjects, about"),
            .init("records", .count, "how many records, about"),
            .init("categories", .terms, "categories of data"), .init("measures", .terms, "measures that were taken"),
            .init("due_by", .time, "72 hours after awareness, in UTC"),
            .init("authority", .text, "the authority that was told"),
            .init("authority_at", .time, "when, in UTC"),
            .init(
                "hours_since_aware",
                .count,
                "hours from awareness to the notification, or until the time asked about"
            ),
            .init("delay_reason", .terms, "the reason for a delay"),
            .init("subjects_told_at", .time, "when subjects were told, in UTC"),
            .init("subjects_exemption", .terms, "the exemption of Art. 34(3)"),
            .init("closed_at", .time, "when it was closed, in UTC"),
            .init("verdict", .verdict, "covered where the authority was or can be told in time"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Breaches that nobody recorded. Whether subjects must be told (Art. 34) depends on the risk that is assessed.",
        sql: PackageResources.g19_sql
    ) { tally in
        guard tally.rows > 0 else { return "No breach is recorded." }
        let overdue = tally.reasons["overdue"] ?? 0
        let late = tally.reasons["late"] ?? 0
        let open = tally.reasons["open"] ?? 0
        return
            "\(counted(tally.rows, "breach", "breaches")): \(overdue) overdue, \(late) notified late, \(open) still within 72 hours."
    }
}
