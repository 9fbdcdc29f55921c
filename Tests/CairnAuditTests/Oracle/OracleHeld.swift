/// What is so of those whom a dataset version holds at a time: how many have withdrawn, ended, opted out, were erased,
/// and on what the version stands for each of them.
struct OracleHeld {
    let ledger: OracleLedger
    let membership: OracleMembership

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        membership = OracleMembership(ledger)
    }

    /// How many the version holds; of these, how many withdrew and agree to nothing any more, of how many all consents
    /// ended otherwise, how many are opted out of anything, and how many were erased anywhere.
    func since(_ version: String, at time: Int64) -> String {
        let members = membership.members(of: version, at: time)
        var (withdrawn, ended, out, erased) = (0, 0, 0, 0)
        for member in members {
            let consents = OracleConsent.all(ledger, subject: member)
            let states = consents.map { $0.standing(at: time).state }
            if !consents.contains(where: { $0.isLeft(at: time, ledger.terms) }) {
                // Who took back all of it, part by part, withdrew, too.
                if states.contains(.withdrawn) || states.contains(.given) {
                    withdrawn += 1
                } else if states.contains(where: { [.revoked, .expired, .invalid].contains($0) }) {
                    ended += 1
                }
            }
            if !OracleOptOut(ledger, subject: member).standing(at: time).parts.isEmpty { out += 1 }
            if OracleErasure(ledger, subject: member).isBegun(by: time) { erased += 1 }
        }
        return "\(members.count) \(withdrawn) \(ended) \(out) \(erased)"
    }

    /// For how many a consent covers each of the purposes, for how many more that or another basis does, and for how
    /// many a purpose has none; where there is no purpose, any will do.
    func grounds(_ version: String, _ purposes: [String], at time: Int64) -> String {
        let bases = OracleBasis.all(ledger).compactMap { $0.standing(at: time) }.filter { now in
            guard now.holds(at: time), now.permits.isEmpty else { return false }
            if now.isOfControllerAlone {
                return now.controller != nil && now.controller == membership.controller(of: version)
            }
            return now.datasets.isEmpty || now.datasets.contains { oracleNames($0, version) }
        }
        var (byConsent, byOther, without) = (0, 0, 0)
        for member in membership.members(of: version, at: time) {
            let consents = OracleConsent.all(ledger, subject: member)
            let own = bases.filter { $0.subjects.isEmpty || $0.subjects.contains(member) }
            let agreed =
                purposes.isEmpty
                ? [consents.contains { $0.isLeft(at: time, ledger.terms) }]
                : purposes.map { purpose in consents.contains { $0.covers(purpose, at: time, ledger.terms) } }
            let based =
                purposes.isEmpty
                ? [!own.isEmpty]
                : purposes.map { purpose in
                    own.contains { ledger.terms.isUnder(purpose, anyOf: $0.purposes ?? []) }
                }
            if agreed.allSatisfy({ $0 }) {
                byConsent += 1
            } else if zip(agreed, based).allSatisfy({ $0 || $1 }) {
                byOther += 1
            } else {
                without += 1
            }
        }
        return "\(byConsent) \(byOther) \(without)"
    }
}
