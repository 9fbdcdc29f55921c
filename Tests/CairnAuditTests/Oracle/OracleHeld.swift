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

    /// How many stand on what: for how many a consent covers each of the purposes.
    ///
    /// Then, for how many more that or another basis does, and for how
    /// many a purpose has none; where there is no purpose, any will do. Then the reason, as far as documents that no
    /// history has don't matter.
    func grounds(_ version: String, _ purposes: [String], at time: Int64) -> String {
        let bases = OracleBasis.all(ledger).compactMap { $0.standing(at: time) }.filter { now in
            guard now.holds(at: time), now.permits.isEmpty else { return false }
            if now.isOfControllerAlone {
                return now.controller != nil && now.controller == membership.controller(of: version)
            }
            return now.datasets.isEmpty || now.datasets.contains { oracleNames($0, version) }
        }
        let wanted: [String?] = purposes.isEmpty ? [nil] : purposes
        var (byConsent, byOther, without, agreedElse) = (0, 0, 0, 0)
        var (isSwapped, lacksException) = (false, false)
        for member in membership.members(of: version, at: time) {
            let consents = OracleConsent.all(ledger, subject: member)
            let own = bases.filter { $0.subjects.isEmpty || $0.subjects.contains(member) }
            let open = wanted.filter { purpose in
                !consents.contains { consent in
                    purpose.map { consent.covers($0, at: time, ledger.terms) } ?? consent.isLeft(at: time, ledger.terms)
                }
            }
            let carried = open.map { purpose in
                own.filter { basis in
                    purpose.map { ledger.terms.isUnder($0, anyOf: basis.purposes ?? []) } ?? true
                }
                .map { (isSwapped: self.isSwapped($0, member, purpose, time), article9: $0.article9) }
            }
            if open.isEmpty {
                byConsent += 1
            } else if carried.allSatisfy({ !$0.isEmpty }) {
                byOther += 1
                if carried.contains(where: { $0.allSatisfy(\.isSwapped) }) { isSwapped = true }
                if carried.contains(where: { bases in
                    let sound = bases.filter { !$0.isSwapped }
                    return !sound.isEmpty && sound.allSatisfy { $0.article9 == nil }
                }) {
                    lacksException = true
                }
            } else {
                without += 1
                if consents.contains(where: { $0.isLeft(at: time, ledger.terms) }) { agreedElse += 1 }
            }
        }
        let reasons = [
            (membership.isInvalidated(version, at: time), "version-invalidated"),
            (without > 0 && agreedElse == without, "purpose-outside-consent"), (without > 0, "no-consent"),
            (membership.isIncomplete(version), "members-unknown"), (isSwapped, "basis-after-withdrawal"),
            (lacksException, "article9-missing"),
        ]
        return "\(byConsent) \(byOther) \(without) \(reasons.first { $0.0 }?.1 ?? "documents-missing")"
    }

    /// Whether a basis was asserted after the purpose, or something that it holds, had been taken back.
    private func isSwapped(
        _ basis: OracleBasis.Standing,
        _ member: String,
        _ purpose: String?,
        _ time: Int64
    ) -> Bool {
        OracleConsent.all(ledger, subject: member).contains { consent in
            guard let purpose else { return consent.wasTakenBack(before: basis.said, by: time, ledger.terms) }
            return consent.wasTakenBack(purpose, before: basis.said, by: time, ledger.terms)
        }
    }
}
