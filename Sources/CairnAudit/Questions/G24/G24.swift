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
            .init("subjects", .count, "how many subjects the version held when it was used; 1 for a subject"),
            .init("assets", .count, "how many series and annotations it held then"),
            .init("subjects_unknown", .count, "how many subjects more the release states than are recorded"),
            .init(
                "subjects_withdrawn",
                .count,
                "how many of the subjects have withdrawn, and agree to nothing any more: who withdrew in part doesn't count"
            ),
            .init("subjects_ended", .count, "of how many all consents ended otherwise: revoked, expired, invalid"),
            .init("subjects_opted_out", .count, "how many are opted out of secondary use"),
            .init("subjects_erased", .count, "how many are erased"),
            .init("retracted_at", .time, "when an annotation was taken back, in UTC"),
            .init("annotations_retracted", .count, "how many annotations in it, or behind it, were taken back"),
        ],
        cannotTell:
            """
            What happened outside the secure environment, and what a program did with data that nobody recorded. \
            A consent that was withdrawn in part counts as one in force.
            """,
        sql: PackageResources.g24_sql,
        counting: ["direction"]
    ) { tally in
        guard tally.rows > 0 else { return "Nothing is recorded in this ledger before or after it." }
        let up = counted(tally.count("direction", "up"), "thing lies", "things lie")
        let since = ["withdrawn", "ended", "opted_out", "erased"].reduce(into: Int64(0)) {
            $0 += tally.sum("subjects_\($1)")
        }
        return "In this ledger, \(up) before it and \(tally.count("direction", "down")) after it"
            + (since > 0 ? "; persons behind it have withdrawn, opted out, been erased, or their consent ended" : "")
            + (tally.sum("subjects_unknown") > 0 ? "; not all persons behind it are recorded" : "")
            + (tally.sum("annotations_retracted") > 0 || tally.filled("retracted_at") > 0
                ? "; annotations in it or behind it were retracted." : ".")
    }
}
