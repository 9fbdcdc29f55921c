extension Question {
    /// Whose data a compromised account reached.
    static let g20 = Question(
        "g20",
        "GDPR Art. 33(3)",
        "Whose data did this person, organisation or dataset expose in a time?",
        need: "an account was stolen, and you must say who is affected",
        parameters: [
            .init("person", .id(.person), "the person or service whose account it was"), .someDataset,
            .init("organisation", .id(.organisation), "the organisation"), .from, .to,
        ],
        columns: [
            .init(
                "subject",
                .text,
                "the data subject, by subject id; empty for those whom a version holds and nobody recorded by id"
            ),
            .init("datasets", .list, "the dataset versions through which the person was reached"),
            .init("accesses", .count, "acts that reached the person"),
            .init("objects", .count, "objects in those acts, where it was said"),
            .init("first_at", .time, "the first, in UTC"), .init("last_at", .time, "the last, in UTC"),
        ],
        cannotTell:
            """
            Whose data of a dataset version were really looked at, where an act names only the version: all are \
            listed. Of many acts, the first 20 are cited.
            """,
        sql: PackageResources.g20_sql
    ) { tally in
        let named = tally.filled("subject")
        let unnamed = tally.rows - named
        if tally.rows == 0 { return "In this ledger, nobody's data are recorded to have been reached." }
        let reached = "\(counted(named, "person was", "persons were")) reached, as this ledger records it"
        return unnamed == 0
            ? reached + "."
            : reached
                + "; \(counted(unnamed, "dataset version holds", "dataset versions hold")) persons whom it doesn't know."
    }
}
