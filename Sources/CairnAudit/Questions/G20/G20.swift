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
            .init("subject", .text, "the data subject, by subject id"),
            .init("datasets", .list, "the dataset versions through which she was reached"),
            .init("accesses", .count, "accesses that reached her"),
            .init("objects", .count, "objects in those accesses, where it was said"),
            .init("first_at", .time, "the first, in UTC"), .init("last_at", .time, "the last, in UTC"),
        ],
        cannotTell:
            "Which of a dataset version's subjects were really looked at, where an access names only the version: all are listed. Of many accesses, the first 20 are cited.",
        sql: PackageResources.g20_sql
    ) { tally in
        tally.rows == 0
            ? "Nobody's data are recorded to have been reached."
            : "\(counted(tally.rows, "subject was", "subjects were")) reached."
    }
}
