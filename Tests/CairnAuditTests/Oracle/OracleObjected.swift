/// What came after an objection: the acts that touched the person from when it was raised, and whether one of them
/// was against it.
///
/// Against it is what can only have stood on Article 6(1)(e) or (f): while it is pending or upheld, for a purpose that
/// it is against, without a consent in force and without any other basis for the person, there where the person's data
/// were. Whether a purpose that nobody knows is against it can't be told, nor where a consent may have covered it. What was done against one that was upheld
/// goes before what was done while it was pending.
struct OracleObjected {
    let ledger: OracleLedger
    let judge: OracleJudge

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        judge = OracleJudge(ledger)
    }

    /// Request, person, number of acts after, and what was done wrong.
    func rows() -> [String] {
        let acts = judge.reached()
        let raised = OracleObjection.all(ledger).flatMap { one in Set(one.subjects).map { (person: $0, one: one) } }
        return Dictionary(grouping: raised) { [$0.one.request, $0.person] }.map { name, objections in
            let since = objections.map(\.one.raised).min() ?? .max
            let after = acts.filter { $0.persons.contains(name[1]) && $0.act.at >= since }.map(\.act)
            let against = Set(after.flatMap { act in objections.compactMap { state($0.one, act, name[1]) } })
            let wrong = against.contains(.upheld) ? "objection-upheld" : against.isEmpty ? "-" : "objection-pending"
            return "\(name[0]) \(name[1]) \(after.count) \(wrong)"
        }
    }

    /// What an objection was when an act was against it; `nil` for one that wasn't.
    ///
    /// Where a dataset's name leaves open which version it means, the act is against it only if that is so of each.
    private func state(_ objection: OracleObjection, _ act: OracleAct, _ person: String) -> OracleObjection.State? {
        guard let state = objection.state(at: act.at), [.pending, .upheld, .inPart].contains(state) else { return nil }
        let readings = judge.readings(act).compactMap { reading -> Bool? in
            let touched = judge.touched(reading).touched.filter { $0.subject == person }
            return touched.isEmpty ? nil : touched.contains { isAgainst(objection, reading, $0) }
        }
        guard !readings.isEmpty, readings.allSatisfy({ $0 }) else { return nil }
        return state == .pending ? .pending : .upheld
    }

    private func isAgainst(_ objection: OracleObjection, _ act: OracleAct, _ one: OracleJudge.Touched) -> Bool {
        judge.purposed(act).purposes.contains { purpose in
            ledger.terms.isKnown(purpose) && objection.isAgainst(purpose, one.version, ledger.terms)
                && !mayBeAgreed(purpose, one.subject, act.at) && !hasOtherBasis(purpose, one, act)
        }
    }

    /// Whether a consent covered a purpose, or may have: taken back in part, contradictory, in other words.
    private func mayBeAgreed(_ purpose: String, _ person: String, _ time: Int64) -> Bool {
        OracleConsent.all(ledger, subject: person).contains { consent in
            let now = consent.standing(at: time)
            guard now.state == .given || now.state == .order else { return false }
            return !ledger.terms.isUnder(purpose, anyOf: now.takenBack)
                && (ledger.terms.isUnder(purpose, anyOf: now.agreed)
                    || ledger.terms.differs(purpose, fromAnyOf: now.agreed))
        }
    }

    private func hasOtherBasis(_ purpose: String, _ one: OracleJudge.Touched, _ act: OracleAct) -> Bool {
        let grounds = OracleGrounds(ledger: ledger, act: act, membership: judge.membership)
        return OracleBasis.all(ledger).contains { basis in
            guard let now = basis.standing(at: act.at), now.holds(at: act.at), !now.isOpenToObjection else {
                return false
            }
            return grounds.reaches(now, one.subject, one.isMember ? one.version : nil)
                && ledger.terms.isUnder(purpose, anyOf: now.purposes ?? [])
        }
    }
}
