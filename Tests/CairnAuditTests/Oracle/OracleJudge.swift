/// The judge: whether a recorded act was lawful, as far as the record can say.
///
/// An act is lawful if nothing forbids it and each purpose has a ground for each person whose data it touched. What
/// is known to be wrong decides, whatever else isn't known; else what isn't known; else it is covered.
struct OracleJudge {
    let ledger: OracleLedger
    let membership: OracleMembership

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        membership = OracleMembership(ledger)
    }

    /// A person whose data an act touched, and the version that it touched them through.
    struct Touched: Hashable {
        let subject: String
        let version: String?
        /// Whether the version held the person.
        ///
        /// A stranger who is named beside it stands alone: what is allowed for the version isn't for them, and what is
        /// forbidden in it is.
        var isMember = true
    }

    /// Every act, with its verdict.
    func verdicts() -> [(act: OracleAct, verdict: OracleVerdict)] {
        ledger.then.compactMap { OracleAct($0, ledger) }.map { ($0, verdict(of: $0)) }
    }

    /// Judges an act; one that names a dataset without a version has a verdict only where all versions agree.
    func verdict(of act: OracleAct) -> OracleVerdict {
        guard let open = act.datasets.firstIndex(where: { !$0.contains("@") }) else { return underBestPermit(act) }
        let verdicts = membership.versions(of: act.datasets[open], at: act.at).map { version in
            var one = act
            one.datasets[open] = version
            return verdict(of: one)
        }
        guard let first = verdicts.first else { return underBestPermit(act) }
        let agree = verdicts.allSatisfy { $0.outcome == first.outcome }
        guard agree else { return OracleVerdict(outcome: .undetermined, reasons: ["versions-differ"]) }
        return verdicts.min { $0.rank < $1.rank } ?? first
    }

    /// Judges an act under each of the permits that it names, never half under one and half under another: the permit
    /// under which it comes out best is the one that counts.
    private func underBestPermit(_ act: OracleAct) -> OracleVerdict {
        let act = purposed(act)
        let verdicts = act.permits.map { permit in
            var one = act
            one.permits = [permit]
            return judge(one)
        }
        return verdicts.max { $0.rank < $1.rank } ?? judge(act)
    }

    /// What is handed over, or done with a model, without a purpose is for those of the only permit.
    func purposed(_ act: OracleAct) -> OracleAct {
        var act = act
        if act.kind == .egress || act.isOfModel, act.purposes.isEmpty, act.permits.count == 1 {
            act.purposes = OraclePermit(ledger, permit: act.permits[0]).purposes(at: act.at)
        }
        return act
    }

    /// What an act may mean: one for each version of each dataset that it names without one.
    func readings(_ act: OracleAct) -> [OracleAct] {
        guard let open = act.datasets.firstIndex(where: { !$0.contains("@") }) else { return [act] }
        return membership.versions(of: act.datasets[open], at: act.at).flatMap { version in
            var one = act
            one.datasets[open] = version
            return readings(one)
        }
    }

    /// Whom an act touched, and what isn't known of it.
    func touched(_ act: OracleAct) -> (touched: Set<Touched>, unknown: Set<String>) {
        var (touched, unknown): (Set<Touched>, Set<String>) = ([], [])
        var named = Set(act.subjects)
        for asset in act.assets {
            let owners = membership.owners(of: asset)
            if owners.isEmpty && act.subjects.isEmpty { unknown.insert("subjects-unknown") }
            named.formUnion(owners)
        }
        for version in act.datasets {
            let members = membership.members(of: version, at: act.at)
            if named.isEmpty {
                touched.formUnion(members.map { Touched(subject: $0, version: version) })
                if members.isEmpty || membership.isIncomplete(version) { unknown.insert("members-unknown") }
            } else {
                touched.formUnion(members.intersection(named).map { Touched(subject: $0, version: version) })
            }
        }
        let reached = Set(touched.map(\.subject))
        for stranger in named.subtracting(reached) {
            if act.datasets.isEmpty { touched.insert(Touched(subject: stranger, version: nil, isMember: false)) }
            for version in act.datasets {
                touched.insert(Touched(subject: stranger, version: version, isMember: false))
            }
        }
        if named.isEmpty && act.datasets.isEmpty { unknown.insert("subjects-unknown") }
        return (touched, unknown)
    }

    /// Every act, with whom it touched as far as that is recorded.
    func reached() -> [(act: OracleAct, persons: Set<String>)] {
        ledger.then.compactMap { OracleAct($0, ledger) }.map { recorded in
            var act = recorded
            act.datasets = act.datasets.flatMap { name -> [String] in
                if name.contains("@") { return [name] }
                return membership.versions(of: name, at: act.at)
            }
            return (recorded, Set(touched(act).touched.map(\.subject)))
        }
    }

    private func judge(_ act: OracleAct) -> OracleVerdict {
        let permits = act.permits.map { OraclePermit(ledger, permit: $0) }
        var found = OracleFindings()
        let (touched, unknown) = touched(act)
        found.unknown.formUnion(unknown)
        let care = careBasis(act)
        found.add(ofItself(act, permits, isCare: care != nil))
        for one in touched { found.add(ofPerson(one, act)) }
        for version in act.datasets {
            let bound = OracleConditions(ledger: ledger).findings(
                membership.dataUse(of: version),
                act,
                versions: [version]
            )
            found.add(bound)
        }
        var isLifted = false
        let isPermitted = care == nil && !permits.isEmpty
        if isPermitted {
            let permit = OraclePermitFindings(ledger: ledger, act: act, touched: touched).of(permits[0])
            found.add(permit.findings)
            isLifted = permit.isLifted
        }
        if let care { found.add(ofCare(act, care)) }
        var grounds: Set<OracleGrounds.Ground> = []
        for one in touched {
            for purpose in purposes(act) {
                let answer = OracleGrounds(ledger: ledger, act: act, membership: membership)
                    .ground(one.subject, purpose, version: one.version, isMember: one.isMember)
                if let holding = answer.holding {
                    grounds.insert(holding)
                } else {
                    found.add(isPermitted ? underPermit(answer.findings) : answer.findings)
                }
            }
        }
        return verdict(found, grounds, isLifted)
    }

    /// The purposes to find a ground for; `nil` is one that nobody knows.
    private func purposes(_ act: OracleAct) -> [String?] {
        act.purposes.isEmpty ? [nil] : act.purposes.map { ledger.terms.isKnown($0) ? $0 : nil }
    }

    /// A permit needs no consent: that nobody was asked, or was asked for something else, says only that the user's
    /// own basis isn't recorded.
    private func underPermit(_ findings: OracleFindings) -> OracleFindings {
        guard !findings.wrong.isEmpty, findings.wrong.isSubset(of: ["no-consent", "purpose-outside-consent"]) else {
            return findings
        }
        return OracleFindings(unknown: findings.unknown.union(["basis-unknown"]))
    }

    private func verdict(
        _ found: OracleFindings,
        _ grounds: Set<OracleGrounds.Ground>,
        _ isLifted: Bool
    ) -> OracleVerdict {
        if !found.wrong.isEmpty {
            return OracleVerdict(outcome: .notCovered, reasons: found.wrong)
        }
        if !found.unknown.isEmpty { return OracleVerdict(outcome: .undetermined, reasons: found.unknown) }
        let reason =
            isLifted
            ? "opt-out-exception"
            : grounds == [.consent] ? "consent" : grounds == [.basis] ? "other-basis" : "consent-and-other-basis"
        return OracleVerdict(outcome: .covered, reasons: [reason])
    }

    /// What forbids the act whoever is touched.
    private func ofItself(_ act: OracleAct, _ permits: [OraclePermit], isCare: Bool) -> OracleFindings {
        var found = OracleFindings()
        if act.purposes.isEmpty || act.purposes.contains(where: { !ledger.terms.isKnown($0) }) {
            found.unknown.insert("purpose-unknown")
        }
        if act.datasets.contains(where: { membership.isInvalidated($0, at: act.at) }) {
            found.wrong.insert("dataset-invalidated")
        }
        for restriction in OracleRestriction.all(ledger) where restriction.holds(at: act.at) {
            let isOfVersion =
                restriction.kind == .dataset && act.datasets.contains { oracleNames(restriction.thing, $0) }
            let isOfAsset =
                restriction.kind == .asset
                && !membership.family(of: restriction.thing, ledger).isDisjoint(with: act.assets)
            if isOfVersion || isOfAsset { found.wrong.insert("restricted") }
        }
        if act.purposes.contains(where: { ledger.terms.isProhibited($0) }) {
            found.wrong.insert("prohibited-purpose")
        }
        let personnel = OraclePersonnel(ledger)
        if let person = act.person, personnel.isDisabled(person, of: act.organisation, at: act.at) {
            found.wrong.insert("person-disabled")
        }
        for out in personnel.disablings(act.onBehalf, at: act.at) {
            if let organisation = act.organisation, organisation != out {
                found.unknown.insert("person-unknown")
            } else {
                found.wrong.insert("person-disabled")
            }
        }
        // Who is given data is meant as well as who gives them.
        let organisations = [act.organisation, act.kind == .egress ? act.recipient : nil].compactMap(\.self)
        if !isCare, !permits.isEmpty, organisations.contains(where: { personnel.isSuspended($0, at: act.at) }) {
            found.wrong.insert("organisation-suspended")
        }
        if !isCare, act.permits.isEmpty, isPermitRequired(at: act.at) {
            let controllers = Set(act.datasets.compactMap { membership.controller(of: $0) })
            if let organisation = act.organisation, !controllers.contains(organisation) {
                found.wrong.insert("no-permit")
            }
        }
        return found
    }

    private func isPermitRequired(at time: Int64) -> Bool {
        let steps = ledger.events("policy").filter { $0.text("rule") == "permit-required" }
            .map { OracleStep($0, restricts: $0.verb == "set") }
        return OracleLedger.order(steps).last { $0.time <= time }?.event.verb == "set"
    }

    /// What forbids touching a person.
    private func ofPerson(_ one: Touched, _ act: OracleAct) -> OracleFindings {
        var found = OracleFindings()
        let erasure = OracleErasure(ledger, subject: one.subject)
        if erasure.isErased(at: act.at, version: one.version) {
            found.wrong.insert("erased")
        } else if erasure.isDecided(at: act.at, version: one.version) {
            found.wrong.insert("erasure-decided")
        }
        for restriction in OracleRestriction.all(ledger) where restriction.holds(at: act.at) {
            switch restriction.kind {
            case .subject: if restriction.thing == one.subject { found.wrong.insert("restricted") }
            case .dataset: continue
            case .asset: found.add(ofAsset(restriction.thing, one, act))
            }
        }
        return found
    }

    /// A restricted asset binds acts that name it, or its study; where an act names no assets and those of the
    /// version aren't recorded, it can't be told.
    func ofAsset(_ asset: String, _ one: Touched, _ act: OracleAct) -> OracleFindings {
        let family = membership.family(of: asset, ledger)
        if !act.assets.isEmpty {
            return family.isDisjoint(with: act.assets) ? OracleFindings() : OracleFindings(wrong: ["restricted"])
        }
        let owners = membership.owners(of: asset)
        if !owners.isEmpty && !owners.contains(one.subject) { return OracleFindings() }
        let assets = one.version.map { membership.assets(of: $0) } ?? []
        if assets.isEmpty { return OracleFindings(unknown: ["restriction-unresolved"]) }
        return assets.isDisjoint(with: family) ? OracleFindings() : OracleFindings(wrong: ["restricted"])
    }

    /// The basis of 9(2)(h) that an act names, which makes it care.
    private func careBasis(_ act: OracleAct) -> OracleBasis.Standing? {
        guard let basis = act.basis, let now = OracleBasis(ledger, basis: basis).standing(at: act.at) else {
            return nil
        }
        return now.isForCare && now.holds(at: act.at) ? now : nil
    }

    /// Care is the controller's own people's.
    private func ofCare(_ act: OracleAct, _ care: OracleBasis.Standing) -> OracleFindings {
        guard let organisation = act.organisation else { return OracleFindings(unknown: ["organisation-unknown"]) }
        let controllers = Set(act.datasets.compactMap { membership.controller(of: $0) })
        let own = controllers.isEmpty ? Set([care.controller ?? ledger.keeper].compactMap(\.self)) : controllers
        if own.isEmpty { return OracleFindings(unknown: ["organisation-unknown"]) }
        return own.contains(organisation) ? OracleFindings() : OracleFindings(wrong: ["care-elsewhere"])
    }
}
