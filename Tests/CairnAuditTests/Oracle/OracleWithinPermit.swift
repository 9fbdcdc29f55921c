/// What each person did under a permit, and how much of it was outside: counts of acts by what was wrong.
///
/// What is handed over is no access. Who isn't recorded is told by the organisation.
struct OracleWithinPermit {
    let ledger: OracleLedger
    let judge: OracleJudge

    private static let columns: [Set<String>] = [
        ["person-outside-permit", "person-disabled"], ["permit-not-active", "organisation-suspended"],
        ["dataset-outside-permit"], ["purpose-outside-permit", "prohibited-purpose"], ["organisation-outside-permit"],
    ]

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        judge = OracleJudge(ledger)
    }

    /// Who acted and did nothing that leaves a choice, of several permits or of several versions, with the number of
    /// accesses, and of those outside the list, the time, the datasets, the purposes and the organisation.
    func rows(_ permit: String) -> [String: String] {
        let acts = ledger.then.compactMap { OracleAct($0, ledger) }
            .filter { $0.permits.contains(permit) && $0.kind != .egress }
        return Dictionary(grouping: acts) { $0.person ?? "by \($0.organisation ?? "-")" }.filter { _, acts in
            acts.allSatisfy { $0.permits.count == 1 && $0.datasets.allSatisfy { $0.contains("@") } }
        }
        .mapValues { acts in
            let wrong = acts.map { judge.verdict(of: $0) }.map { $0.outcome == .notCovered ? $0.reasons : [] }
            let counts = OracleWithinPermit.columns.map { column in wrong.count { !column.isDisjoint(with: $0) } }
            return ([acts.count] + counts).map { "\($0)" }.joined(separator: " ")
        }
    }
}
