extension Question {
    /// Models that decide about people.
    static let g13 = Question(
        "g13",
        "GDPR Art. 22",
        "Do models make decisions about people",
        need: "somebody asks whether a program decides about patients",
        parameters: [.init("model", .id(.model), "only this model")],
        columns: [
            .init("model", .text, "the model"),
            .init("trained_at", .time, "when it was trained, in UTC"),
            .init("datasets", .list, "the dataset versions it was trained on"),
            .init("released_at", .time, "when it was released, in UTC"),
            .init("intended_use", .text, "what it is for"),
            .init("decision_effect", .terms, "what its decisions do to people"),
            .init("human_oversight", .text, "the reference of the human oversight"),
            .init("verdict", .verdict, "covered, not covered or undetermined"),
            .init("reason", .reason, "why"),
        ],
        cannotTell: "What users do with a model after its release.",
        sql: PackageResources.g13_sql
    ) { tally in
        guard tally.rows > 0 else { return "No model is recorded." }
        let wrong = tally.rows - (tally.verdicts["covered"] ?? 0)
        return wrong == 0
            ? "None of \(counted(tally.rows, "model", "models")) decides about people without oversight."
            : "For \(wrong) of \(counted(tally.rows, "model", "models")), effect or oversight is not recorded or not right."
    }
}
