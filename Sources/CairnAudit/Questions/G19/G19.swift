extension Question {
    /// The register of breaches.
    static let g19 = Question(
        "g19",
        "GDPR Art. 33, 34",
        "Breach register, with the 72-hour clock",
        need: "a breach happened, or the authority wants to see the register",
        parameters: [.init("breach", .id(.breach), "only this breach"), .from, .to],
        columns: [
            .init("breach", "the breach"), .init("detected_at", "when it was detected, in UTC"),
            .init("aware_at", "when the controller became aware, in UTC: the clock starts"),
            .init("nature", "confidentiality, integrity, availability"),
            .init("risk", "the risk, as assessed"), .init("subjects", "how many subjects, about"),
            .init("records", "how many records, about"),
            .init("categories", "categories of data"), .init("measures", "measures that were taken"),
            .init("due_by", "72 hours after awareness, in UTC"), .init("authority", "the authority that was told"),
            .init("authority_at", "when, in UTC"),
            .init("hours_since_aware", "hours from awareness to the notification, or until the time asked about"),
            .init("delay_reason", "the reason for a delay"),
            .init("subjects_told_at", "when subjects were told, in UTC"),
            .init("subjects_exemption", "the exemption of Art. 34(3)"),
            .init("closed_at", "when it was closed, in UTC"),
            .init("verdict", "covered where the authority was or can be told in time"), .init("reason", "why"),
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
