/// Who was opted out when a version was approved for a permit, and whether that was respected.
///
/// The approval is the one of the decision that brought the version into the permit; there may be several, one after
/// the other. Whoever was in the version after the opt-out began is told. It wasn't respected where an act under the
/// permit touched the person through the version while the person was in it, unless national law had lifted opt-outs by
/// then; where the opt-out says nothing of images, that can't be told. Whoever wasn't touched was left out in time, or
/// isn't left out yet.
struct OracleMadeAvailable {
    let ledger: OracleLedger
    let judge: OracleJudge
    private let acts: [(act: OracleAct, touched: Set<OracleJudge.Touched>)]

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        judge = OracleJudge(ledger)
        let judge = judge
        acts = judge.reached().map { act, _ in
            (act, judge.readings(act).reduce(into: []) { $0.formUnion(judge.touched($1).touched) })
        }
    }

    /// Person, permit, version, approval, and reason.
    func rows(by time: Int64) -> [String] {
        let named = Set(ledger.events("dataset").flatMap { $0.list("datasets") ?? [] })
        let persons = Set(ledger.events("opt-out").flatMap { $0.list("subjects") ?? [] })
        return OraclePermit.all(ledger).filter(\.isIssued).flatMap { permit in
            named.filter { $0.contains("@") }.flatMap { version in
                approvals(permit, version).filter { $0.key <= time }.flatMap { approved, spans in
                    persons.compactMap { person -> String? in
                        let reason = reason(person, permit.permit, version, (approved, spans), time)
                        return reason.map { "\(person) \(permit.permit) \(version) \(approved) \($0)" }
                    }
                }
            }
        }
    }

    /// The approvals of a version for a permit, each with the times in which it is the one that counts.
    private func approvals(_ permit: OraclePermit, _ version: String) -> [Int64: [Range<Int64>]] {
        let times = [.min] + permit.changes + [.max]
        var approvals: [Int64: [Range<Int64>]] = [:]
        for (from, until) in zip(times, times.dropFirst()) where from < until {
            guard let approved = permit.cutoff(of: version, at: from) else { continue }
            approvals[approved, default: []].append(from..<until)
        }
        return approvals
    }

    private func reason(
        _ person: String,
        _ permit: String,
        _ version: String,
        _ approval: (at: Int64, spans: [Range<Int64>]),
        _ time: Int64
    ) -> String? {
        let optOut = OracleOptOut(ledger, subject: person)
        let effect = optOut.effect(at: approval.at)
        guard effect != .none, let since = optOut.since(approval.at) else { return nil }
        let stays = judge.membership.stays(of: person, in: version).filter { $0.upperBound > since }
        guard !stays.isEmpty else { return nil }
        let available = acts.filter { act, touched in
            act.permits.contains(permit) && approval.spans.contains { $0.contains(act.at) }
                && stays.contains { $0.contains(act.at) }
                && touched.contains { $0.subject == person && ($0.version == version || $0.version == nil) }
        }
        let first = available.map(\.act.at).min()
        if OracleOptOut.isLifted(ledger, permit: permit, version: version, at: first ?? time) {
            return "opt-out-exception"
        }
        if first != nil { return effect == .out ? "opted-out-before-approval" : "opt-out-scope-unknown" }
        return stays.allSatisfy { $0.upperBound <= time } ? "removed" : "not-left-out-yet"
    }
}
