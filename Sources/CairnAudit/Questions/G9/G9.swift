extension Question {
    /// The file of an erasure.
    static let g9 = Question(
        "g9",
        "GDPR Art. 17, 19",
        "Erasures: asked, decided, done where, what remains and why, who was informed",
        need: "a patient wants data erased, or asks what became of it",
        parameters: [.someSubject, .someRequest],
        columns: [
            .init("request", .text, "the request"), .init("received_at", .time, "when it was received, in UTC"),
            .init("due_by", .time, "by when it must be followed: one month, three where extended (Art. 12(3)), in UTC"),
            .init("due_date", .date, "the last day of that time limit, in the zone of the legal calendar"),
            .init("promised_by", .time, "by when the answer was promised where the time was extended, in UTC"),
            .init("step", .text, "decided, executed, answered, refused, nothing yet; or remains, recipient"),
            .init("done_at", .time, "when the step was done, in UTC"),
            .init("decision", .text, "what was decided"), .init("places", .list, "where data were erased"),
            .init("method", .terms, "how"),
            .init("keys_destroyed", .count, "how many data keys were destroyed"),
            .init("executor", .text, "who did it", for: .officers),
            .init("item", .text, "the version or model that still holds the person, or the recipient"),
            .init("kept_ground", .terms, "the exception of Art. 17(3) for what remains"),
            .init("kept", .list, "what remains under that ground: versions and models"),
            .init("recipients_told", .list, "who was informed (Art. 19)"),
            .init("recipients_not_told", .list, "who got data of the person and isn't recorded as told"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"), .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            Backups: an erasure is complete when no backup can unwrap the key any more. What is destroyed in \
            fact, cairn verify compares with the vault. Places that no dataset version, model or transfer stands \
            for. The law names no time limit for informing recipients: one month is our own number.
            """,
        sql: PackageResources.g9_sql,
        counting: ["request"]
    ) { tally in
        guard tally.rows > 0 else { return "No request for erasure is recorded in this ledger." }
        let requests = counted(tally.distinct("request"), "request", "requests")
        return
            "\(requests) for erasure in this ledger, \(counted(tally.rows, "step", "steps")): \(tally.reasonWords)."
    }
}
