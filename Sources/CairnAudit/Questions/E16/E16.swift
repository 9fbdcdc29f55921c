extension Question {
    /// Assessments by trusted holders.
    static let e16 = Question(
        "e16",
        "EHDS Art. 72",
        "Was the fast path of trusted holders used properly",
        need: "a trusted holder assesses applications for its own data",
        parameters: [.init("holder", .id(.organisation), "the trusted holder")],
        columns: [
            .init("application", "the application"),
            .init("holder", "who assessed it"),
            .init("is_trusted", "whether the holder was registered as a trusted one then"),
            .init("assessed_at", "when, in UTC"),
            .init("proposal", "what it proposed"),
            .init("decision", "what the access body decided"),
            .init("decided_at", "when, in UTC"),
            .init("verdict", "covered, not covered or undetermined"),
            .init("reason", "why"),
        ],
        cannotTell: "Whether the proposal was right; the access body decides in any case.",
        sql: PackageResources.e16_sql
    ) { tally in
        guard tally.rows > 0 else { return "No assessment by a holder is recorded." }
        let wrong = tally.verdicts["not-covered"] ?? 0
        return
            "\(counted(tally.rows, "assessment", "assessments")), \(wrong) by a holder that was not a trusted one then."
    }
}
