extension Question {
    /// What left secure environments.
    static let e14 = Question(
        "e14",
        "EHDS Art. 73(2)",
        "Did only non-personal data leave the secure environment?",
        need: "you must show that nobody carried personal data out",
        parameters: [.init("environment", .id(.environment), "the environment"), .somePermit, .from, .to],
        columns: [
            .init("egress", .text, "the request to take something out"), .init("environment", .text, "the environment"),
            .init("permit", .text, "the permit"),
            .init("kind", .text, "model, aggregate, figure or another kind"), .init("asked_at", .time, "when, in UTC"),
            .init("checker", .text, "who checked it, by a random id", for: .officers),
            .init("method", .terms, "how it was checked"),
            .init("decision", .text, "approved or rejected"), .init("decision_reason", .text, "why"),
            .init("decided_at", .time, "when, in UTC"),
            .init("released_at", .time, "when it left, in UTC"), .init("files", .count, "how many files"),
            .init("manifest", .text, "the Merkle root over the files"),
            .init("personal", .flag, "whether personal data were in it"),
            .init(
                "verdict",
                .verdict,
                "covered where nothing left, or what left was checked, approved and not personal"
            ),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "Whether the check was right, and what left without being recorded.",
        sql: PackageResources.e14_sql
    ) { tally in
        guard tally.rows > 0 else { return "Nothing is recorded to have left, or to have been asked for." }
        let wrong = tally.verdicts["not-covered"] ?? 0
        let left = tally.filled("released_at")
        return "\(counted(tally.rows, "request", "requests")), \(left) released: "
            + (wrong == 0
                ? "only checked, non-personal data left." : "\(wrong) of them left unchecked or with personal data.")
    }
}
