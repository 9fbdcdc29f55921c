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
            .init("trained_at", .time, "when it was trained first, in UTC"),
            .init("datasets", .list, "the dataset versions it was trained on"),
            .init("released_at", .time, "when it was released last, in UTC"),
            .init("intended_use", .text, "what it is for"),
            .init("decision_effect", .text, "what its decisions do to people, as the release says"),
            .init("human_oversight", .text, "the reference of the human oversight"),
            .init("verdict", .verdict, "in order, not in order, or can't be told"),
            .init("reason", .reason, "why"),
        ],
        cannotTell:
            """
            What users do with a model after its release, and what is done with a model whose release isn't \
            recorded.
            """,
        sql: PackageResources.g13_sql
    ) { tally in
        guard tally.rows > 0 else { return "No model is recorded in this ledger." }
        let models = counted(tally.rows, "model", "models")
        let wrong = tally.reasons["no-oversight"] ?? 0
        let open = tally.reasons["effect-unknown"] ?? 0
        guard wrong + open > 0 else {
            return "In this ledger, none of \(models) decides about people without a human who can step in."
        }
        return "Of \(models), \(wrong) decide about people without recorded human oversight; "
            + "of \(open) the effect on people is not recorded."
    }
}
