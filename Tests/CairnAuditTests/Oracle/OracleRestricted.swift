/// What was done while a restriction held, thing by thing.
///
/// A person is reached by each act that touched the person; a dataset by each act that names it, one of its versions,
/// or, for a version, the dataset without saying which. A series or study is reached by what names it, or what was
/// received with it; of an act that names no series, and went through no version whose series are recorded, nobody can
/// tell whether it reached the one that is restricted, where it touched the person whose it is, or nobody knows whose
/// it is.
struct OracleRestricted {
    let ledger: OracleLedger
    let judge: OracleJudge

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        judge = OracleJudge(ledger)
    }

    /// By restriction, thing and times: acts that reached it while it held, and acts of which that can't be told.
    func counts(by time: Int64) -> [String: [Int]] {
        let acts = judge.reached()
        var counts: [String: [Int]] = [:]
        for one in OracleRestriction.all(ledger) where one.starts <= time && one.starts < one.ends ?? .max {
            let found = acts.filter { one.holds(at: $0.act.at) }.map { finding(one, $0.act, $0.persons) }
            let name = "\(one.restriction) \(one.thing) \(one.starts) \(one.ends.map { "\($0)" } ?? "-")"
            counts[name] = [found.count { $0 == .reached }, found.count { $0 == .unresolved }]
        }
        return counts
    }

    private enum Finding { case none, reached, unresolved }

    private func finding(_ one: OracleRestriction, _ act: OracleAct, _ persons: Set<String>) -> Finding {
        switch one.kind {
        case .subject: return persons.contains(one.thing) ? .reached : .none
        case .dataset:
            let isNamed = act.datasets.contains { oracleNames(one.thing, $0) || oracleNames($0, one.thing) }
            return isNamed ? .reached : .none
        case .asset:
            if !judge.membership.family(of: one.thing, ledger).isDisjoint(with: act.assets) { return .reached }
            let found = judge.readings(act).flatMap { reading in
                judge.touched(reading).touched.map { judge.ofAsset(one.thing, $0, reading) }
            }
            if found.contains(where: { !$0.wrong.isEmpty }) { return .reached }
            return found.contains { !$0.unknown.isEmpty } ? .unresolved : .none
        }
    }
}
