extension Question {
    /// What a withdrawal has led to.
    static let g3 = Question(
        "g3",
        "GDPR Art. 7(3)",
        "After a withdrawal: where the person's data still are, what was done, and what was accessed",
        need: "a patient has withdrawn a consent",
        parameters: [.subject, .init("consent", .id(.consent), "only this consent")],
        columns: [
            .init("consent", .text, "the consent that was withdrawn, in whole or in part"),
            .init("withdrawn_at", .time, "from when on, in UTC"),
            .init("item_kind", .text, "dataset version, permit, copy, model, annotation, or other acts"),
            .init("item", .text, "which; of a copy, who received it"),
            .init("included_since", .time, "since when it has held or reached the data, in UTC"),
            .init("action", .text, "removed, permit over, restricted, kept, recipient informed, or nothing yet"),
            .init("kept_ground", .terms, "the ground on which it remains"),
            .init("days_until_action", .count, "days from the withdrawal to the action, or until the time asked about"),
            .init("accesses_after", .count, "acts since the withdrawal that no consent and no other basis covered"),
            .init("recipients_told", .list, "who was informed of the withdrawal"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Copies that left the secure environment without a record. What was processed lawfully before the \
            withdrawal stays lawful; a trained model is listed, not judged.
            """,
        sql: PackageResources.g3_sql
    ) { tally in
        guard tally.rows > 0 else { return "No withdrawal of this person is recorded in this ledger." }
        let items = tally.rows - (tally.reasons["nothing-held"] ?? 0)
        guard items > 0 else {
            return
                """
                A withdrawal is recorded; nothing that is recorded in this ledger held the person's data then or \
                later.
                """
        }
        let left = tally.reasons["still-there"] ?? 0
        let open = (tally.verdicts["undetermined"] ?? 0) - (tally.reasons["nothing-held"] ?? 0)
        return "Of \(counted(items, "item", "items")) in this ledger that held or reached the data, \(left) still do "
            + "without any recorded action, and \(open) remain for a ground or can't be told"
            + (tally.sum("accesses_after") > 0 ? "; there were acts without a ground after the withdrawal." : ".")
    }
}
