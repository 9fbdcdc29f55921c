extension Question {
    /// The file of an erasure.
    static let g9 = Question(
        "g9",
        "GDPR Art. 17, 19",
        "Erasures: asked, decided, done where, what remains and why, who was told",
        need: "a patient wants her data erased, or asks what became of it",
        parameters: [.someSubject, .someRequest],
        columns: [
            .init("request", .text, "the request"), .init("received_at", .time, "when it was received, in UTC"),
            .init("due_by", .time, "by when it must be answered (one month, Art. 12(3), or as extended), in UTC"),
            .init("step", .text, "decided, executed, refused, or nothing yet"),
            .init("done_at", .time, "when the step was done, in UTC"),
            .init("decision", .text, "what was decided"), .init("places", .list, "where data were erased"),
            .init("method", .terms, "how"),
            .init("keys_destroyed", .count, "how many data keys were destroyed"),
            .init("executor", .text, "who did it", for: .officers),
            .init("kept_ground", .terms, "the exception of Art. 17(3) for what remains"),
            .init("recipients_told", .list, "who was told (Art. 19)"),
            .init("overdue_days", .count, "by how many days the time was or is exceeded"),
            .init("verdict", .verdict, "covered where it was or can be done in time"), .init("reason", .reason, "why"),
        ],
        cannotTell:
            "Backups: an erasure is complete when no backup can unwrap the key any more. What is destroyed in fact, cairn verify compares with the vault.",
        sql: PackageResources.g9_sql
    ) { tally in
        guard tally.rows > 0 else { return "No erasure is recorded as asked for." }
        let overdue = tally.reasons["overdue"] ?? 0
        let late = tally.reasons["late"] ?? 0
        let open = tally.reasons["open"] ?? 0
        return
            "\(counted(tally.distinct("request"), "request", "requests")) for erasure, \(counted(tally.count("step", "executed"), "place", "places")) erased"
            + (overdue > 0
                ? "; the time is over and something is not done"
                : open > 0
                    ? "; something is still open, in time" : late > 0 ? "; it was done too late" : "; all in time")
            + "."
    }
}
