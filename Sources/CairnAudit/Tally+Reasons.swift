extension Tally {
    /// Every row once, by its reason, what isn't in order first: `1 late, 3 in time`.
    ///
    /// The numbers come to the number of rows, whatever reasons there are.
    var reasonWords: String {
        let order: [Answer.Verdict] = [.notCovered, .undetermined, .covered]
        let ranked = reasons.map { code, count in
            (
                rank: Reason.named(code).flatMap { order.firstIndex(of: $0.verdict) } ?? order.count, code: code,
                count: count
            )
        }
        let known = ranked.sorted { ($0.rank, $0.code) < ($1.rank, $1.code) }
            .map { "\($0.count) \(Tally.words[$0.code] ?? $0.code)" }
        let without = rows - reasons.values.reduce(0, +)
        return (known + (without > 0 ? ["\(without) not judged"] : [])).joined(separator: ", ")
    }

    /// What a reason is called after a number.
    private static let words = [
        "in-time": "in time",
        "late": "late",
        "open": "still open within the time limit",
        "overdue": "overdue",
        "no-deadline": "without a time limit",
        "not-needed": "with nothing to do",
        "not-executed": "granted but not carried out",
        "still-there": "still there",
        "model-remains": "in a model",
        "kept": "kept",
        "recipient-told": "told to a recipient",
        "recipient-not-told": "not told to a recipient",
        "suspended": "suspended until the identity is known",
        "suspension-unproven": "where it can't be told whether the time limit stood still",
        "refused-after-month": "refused after the first month",
        "extension-unproven": "where it can't be told whether the time limit was extended",
        "decision-unknown": "decided in a word that isn't known",
        "two-working-days-open": "after 72 hours, but within two working days",
        "late-with-reasons": "late with reasons",
        "awareness-unknown": "where the awareness isn't recorded",
        "risk-unknown": "with a risk in a word that isn't known",
        "subjects-not-told": "where the persons concerned weren't told",
        "subjects-told-late": "where the persons concerned were told after a month",
        "exemption-unknown": "with an exemption that isn't the law's",
        "publication-unknown": "where nothing records the publication",
        "incomplete": "without a current description",
        "assessed": "assessed and up to date",
        "authority-consulted": "where the authority was consulted",
        "high-risk-left": "left with a high risk",
        "no-assessment": "without an assessment",
        "review-overdue": "with an overdue review",
        "duration-allowed": "of an allowed duration",
        "duration-too-long": "of too long a duration",
        "extended-more-than-once": "extended more than once",
        "workspaces-unknown": "without recorded workspaces",
    ]
}
