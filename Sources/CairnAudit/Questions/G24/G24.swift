extension Question {
    /// Where a thing came from and where it went.
    static let g24 = Question(
        "g24",
        "GDPR Art. 5(2), 89; data lineage",
        "Lineage: what this came from, what came of it, and who has since withdrawn",
        need: "you must say which patients are behind a model, or which models an image went into",
        parameters: [
            .init(
                "kind",
                .choice(["subject", "study", "series", "annotation", "dataset", "model", "egress"]),
                "what it is",
                required: true
            ),
            .init("id", .id(.thing), "its id; a dataset version as id@version", required: true),
            .init(
                "direction",
                .choice(["up", "down", "both"]),
                "to what it came from, what came of it, or both; both, if it isn't given"
            ),
            .init("depth", .count, "how far; 20, if it isn't given, at most 100"),
        ],
        columns: [
            .init("direction", .text, "up to the sources, down to what came of it, or the dataset version itself"),
            .init("depth", .count, "how many steps away"),
            .init("kind", .text, "what it is"), .init("node", .text, "which"),
            .init("relation", .text, "how it is connected"),
            .init("organisation", .text, "the organisation that did it"),
            .init("person", .text, "who did it, by a random id", for: .officers),
            .init("happened_at", .time, "when, in UTC"),
            .init("subjects", .count, "how many subjects the dataset version holds; 1 for a subject"),
            .init("assets", .count, "how many series and annotations it holds"),
            .init("subjects_withdrawn", .count, "how many of the subjects have withdrawn a consent since"),
            .init("subjects_opted_out", .count, "how many have opted out of secondary use"),
            .init("subjects_erased", .count, "how many are erased"),
        ],
        cannotTell:
            "What happened outside the secure environment, and what a program did with data that nobody recorded.",
        sql: PackageResources.g24_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nothing is recorded before or after it." }
        let withdrawn = tally.sum("subjects_withdrawn") + tally.sum("subjects_opted_out") + tally.sum("subjects_erased")
        return
            "\(counted(tally.count("direction", "up"), "thing lies", "things lie")) before it and \(tally.count("direction", "down")) after it"
            + (withdrawn > 0 ? "; subjects behind it have since withdrawn, opted out or been erased." : ".")
    }
}
