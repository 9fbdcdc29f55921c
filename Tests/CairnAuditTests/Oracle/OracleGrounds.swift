/// On what a use of one person's data for one purpose stands: a consent, or another basis; or what is wrong with
/// those that there are.
struct OracleGrounds {
    enum Ground { case consent, basis }

    struct Answer {
        var holding: Ground?
        var findings = OracleFindings()
    }

    let ledger: OracleLedger
    let act: OracleAct
    let membership: OracleMembership

    /// The ground for a purpose; `nil` is a purpose that nobody knows, and then anything that stands leaves it open.
    func ground(_ subject: String, _ purpose: String?, version: String?, isMember: Bool) -> Answer {
        var answer = consents(subject, purpose, version)
        if answer.holding != nil { return answer }
        let (consent, basis) = (answer.findings, bases(subject, purpose, isMember ? version : nil))
        if let holding = basis.holding { return Answer(holding: holding) }
        answer.findings.add(basis.findings)
        if consent.wrong.isEmpty && consent.unknown.isEmpty {
            // Nobody agreed to anything. Where a basis once was, it is the ground that is missing, not the consent.
            if basis.findings.wrong.isEmpty && basis.findings.unknown.isEmpty {
                answer.findings.wrong.insert("no-consent")
            }
        }
        if !answer.findings.unknown.isEmpty { answer.findings.wrong = [] }
        return answer
    }

    /// What all consents of a person say of a purpose.
    private func consents(_ subject: String, _ purpose: String?, _ version: String?) -> Answer {
        var found = OracleFindings()
        for consent in OracleConsent.all(ledger, subject: subject) {
            var answer = says(consent, purpose, version)
            if answer.holding != nil { return answer }
            // In order as far as was recorded then.
            if answer.findings.wrong.contains("consent-withdrawn"),
                !consent.isTakenBackOnRecord(purpose, at: act.at, ledger.terms)
            {
                answer.findings.wrong.remove("consent-withdrawn")
                answer.findings.wrong.insert("consent-withdrawn-recorded-later")
            }
            found.add(answer.findings)
        }
        return Answer(findings: found)
    }

    /// What one consent says of a purpose.
    private func says(_ consent: OracleConsent, _ purpose: String?, _ version: String?) -> Answer {
        var answer = Answer()
        let now = consent.standing(at: act.at)
        let reach = purpose.map { self.reach($0, now) } ?? .agreed
        switch now.state {
        case .none, .requested, .deferred: break
        case .given, .order:
            guard purpose != nil else {
                let isEmpty =
                    !now.agreed.isEmpty && now.agreed.allSatisfy { ledger.terms.isUnder($0, anyOf: now.takenBack) }
                if isEmpty {
                    answer.findings.wrong.insert("consent-withdrawn")
                } else {
                    answer.findings.unknown.insert(now.state == .order ? "consent-order" : "purpose-unknown")
                }
                break
            }
            take(reach, now, &answer, version)
        case .refused, .withdrawn, .revoked, .expired, .invalid:
            // What ended speaks of what was agreed to; a person's no, where nobody recorded to what, of all.
            let isOfAll = now.agreed.isEmpty && [.refused, .withdrawn, .revoked].contains(now.state)
            let isAgreed = purpose.map { ledger.terms.isUnder($0, anyOf: now.agreed) } ?? true
            if isOfAll || isAgreed { answer.findings.wrong.insert("consent-\(now.state.rawValue)") }
            if reach == .withdrawn { answer.findings.wrong.insert("consent-withdrawn") }
        }
        return answer
    }

    private enum Reach { case agreed, partly, withdrawn, outside, differs }

    private func reach(_ purpose: String, _ now: OracleConsent.Standing) -> Reach {
        let terms = ledger.terms
        if terms.isUnder(purpose, anyOf: now.takenBack) { return .withdrawn }
        guard terms.isUnder(purpose, anyOf: now.agreed) else {
            return terms.differs(purpose, fromAnyOf: now.agreed) ? .differs : .outside
        }
        return terms.isOver(purpose, anyOf: now.takenBack) ? .partly : .agreed
    }

    private func take(
        _ reach: Reach,
        _ now: OracleConsent.Standing,
        _ answer: inout Answer,
        _ version: String?
    ) {
        switch reach {
        case .withdrawn: answer.findings.wrong.insert("consent-withdrawn")
        case .outside:
            // Whether anything is agreed to can't be told where the steps contradict each other, but this isn't.
            if now.state != .order { answer.findings.wrong.insert("purpose-outside-consent") }
        case .differs, .partly:
            answer.findings.unknown.insert(reach == .differs ? "vocabularies-differ" : "purpose-partly-withdrawn")
            if now.state == .order { answer.findings.unknown.insert("consent-order") }
        case .agreed:
            if now.state == .order {
                answer.findings.unknown.insert("consent-order")
                return
            }
            let bound = OracleConditions(ledger: ledger).findings(
                now.conditions,
                act,
                versions: version.map { [$0] } ?? []
            )
            if bound.wrong.isEmpty && bound.unknown.isEmpty { answer.holding = .consent }
            // A condition that is known to fail fails the ground, whatever else isn't known.
            if bound.wrong.isEmpty {
                answer.findings.unknown.formUnion(bound.unknown)
            } else {
                answer.findings.wrong.formUnion(bound.wrong)
            }
        }
    }

    private func bases(_ subject: String, _ purpose: String?, _ version: String?) -> Answer {
        var answer = Answer()
        for basis in OracleBasis.all(ledger) {
            if hasCovered(basis, subject, purpose, version) { answer.findings.wrong.insert("no-ground") }
            guard let now = basis.standing(at: act.at), now.holds(at: act.at) else { continue }
            guard reaches(now, subject, version) else {
                if isOpen(basis.basis, now, purpose, version) { answer.findings.unknown.insert("organisation-unknown") }
                continue
            }
            if let purpose, !ledger.terms.isUnder(purpose, anyOf: now.purposes ?? []) {
                if ledger.terms.differs(purpose, fromAnyOf: now.purposes ?? []) {
                    answer.findings.unknown.insert("vocabularies-differ")
                }
                continue
            }
            let found = open(now, subject, purpose, version)
            if found.wrong.isEmpty && found.unknown.isEmpty {
                guard purpose != nil else {
                    answer.findings.unknown.insert("purpose-unknown")
                    continue
                }
                return Answer(holding: .basis)
            }
            answer.findings.add(found)
        }
        return answer
    }

    /// Whether a basis was a ground for this before, and isn't any more: for the version, or, where the act names the
    /// person, while the version held the person.
    private func hasCovered(_ basis: OracleBasis, _ subject: String, _ purpose: String?, _ version: String?) -> Bool {
        guard let purpose else { return false }
        let isNamed = !(act.subjects.isEmpty && act.assets.isEmpty)
        let versions = version.map { [$0] } ?? (isNamed ? act.datasets : [])
        let joined = isNamed ? versions.flatMap { membership.stays(of: subject, in: $0).map(\.lowerBound) } : []
        return (basis.changes(before: act.at) + joined.filter { $0 < act.at }).contains { time in
            guard let then = basis.standing(at: time), then.holds(at: time),
                ledger.terms.isUnder(purpose, anyOf: then.purposes ?? [])
            else { return false }
            if reaches(then, subject, nil) { return true }
            let isHeld = versions.contains { membership.members(of: $0, at: time).contains(subject) }
            return !versions.isEmpty && (isHeld || !isNamed) && versions.allSatisfy { reaches(then, subject, $0) }
        }
    }

    /// Whether a basis is for this: all that it names has to be met.
    func reaches(_ basis: OracleBasis.Standing, _ subject: String, _ version: String?) -> Bool {
        if basis.isOfControllerAlone {
            guard let organisation = act.organisation else { return false }
            return organisation == basis.controller ?? ledger.keeper
        }
        let isOfVersion = version.map { version in basis.datasets.contains { oracleNames($0, version) } } ?? false
        return (basis.datasets.isEmpty || isOfVersion) && (basis.subjects.isEmpty || basis.subjects.contains(subject))
            && (basis.permits.isEmpty || !Set(basis.permits).isDisjoint(with: act.permits))
    }

    /// Whether a basis of a controller's own people would be a ground, did anybody say for whom the act was done.
    private func isOpen(_ id: String, _ basis: OracleBasis.Standing, _ purpose: String?, _ version: String?) -> Bool {
        guard act.organisation == nil, basis.isOfControllerAlone, let controller = basis.controller else {
            return false
        }
        let isOfDataset = version.flatMap { membership.controller(of: $0) } == controller
        return (isOfDataset || act.basis == id)
            && purpose.map { ledger.terms.isUnder($0, anyOf: basis.purposes ?? []) } ?? true
    }

    /// What stands against a basis that covers the use.
    private func open(
        _ basis: OracleBasis.Standing,
        _ subject: String,
        _ purpose: String?,
        _ version: String?
    ) -> OracleFindings {
        var found = OracleFindings()
        if basis.isOpenToObjection {
            for objection in OracleObjection.all(ledger) where objection.subjects.contains(subject) {
                guard let state = objection.state(at: act.at) else { continue }
                guard objection.isAgainst(purpose, version, ledger.terms) else { continue }
                switch state {
                case .rejected: continue
                case .pending: found.wrong.insert("objection-pending")
                case .upheld, .inPart: found.wrong.insert("objection-upheld")
                case .unknown: found.unknown.insert("decision-unknown")
                }
            }
        }
        if !found.wrong.isEmpty { return OracleFindings(wrong: found.wrong) }
        if basis.article9 == nil { found.unknown.insert("article9-missing") }
        let isAfter = OracleConsent.all(ledger, subject: subject).contains { consent in
            purpose.map { consent.wasTakenBack($0, before: basis.said, by: act.at, ledger.terms) } ?? false
        }
        if isAfter { found.unknown.insert("basis-after-withdrawal") }
        return found
    }
}
