extension Question {
    /// What a withdrawal has led to.
    static let g3 = Question(
        "g3",
        "GDPR Art. 7(3)",
        "After a withdrawal: where the subject's data still are, what was done, and what was accessed",
        need: "a patient has taken her consent back",
        parameters: [.subject, .init("consent", .id(.consent), "only this consent")],
        columns: [
            .init("consent", .text, "the consent that was taken back"),
            .init("withdrawn_at", .time, "from when on, in UTC"),
            .init("item_kind", .text, "dataset version, permit, copy, model or annotation"),
            .init("item", .text, "which"),
            .init("included_since", .time, "since when it has held or reached the data, in UTC"),
            .init("action", .terms, "removed, restricted, kept, or nothing yet"),
            .init("kept_ground", .terms, "the ground on which it was kept"),
            .init("days_until_action", .count, "days from the withdrawal to the action, or until the time asked about"),
            .init("accesses_after", .count, "accesses after the withdrawal"),
            .init("recipients_told", .list, "who was told of the withdrawal"),
            .init(
                "verdict",
                .verdict,
                "covered where it is done, undetermined where data remain for a ground, else not covered"
            ),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Copies that left the secure environment. What was processed lawfully before the withdrawal stays lawful; a trained model is listed, not judged.",
        sql: PackageResources.g3_sql
    ) { tally in
        guard tally.rows > 0 else { return "No withdrawal of this subject is recorded, or nothing held her data." }
        let left = tally.reasons["still-there"] ?? 0
        let after = tally.sum("accesses_after")
        return
            "Of \(counted(tally.rows, "item", "items")) that held or reached the data, \(left) still do without any recorded action"
            + (after > 0 ? "; there were accesses after the withdrawal." : ".")
    }
}
