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
    func ground(_ subject: String, _ purpose: String?, version: String?) -> Answer {
        var answer = consents(subject, purpose, version)
        if answer.holding != nil { return answer }
        let (consent, basis) = (answer.findings, bases(subject, purpose, version))
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

    private func consents(_ subject: String, _ purpose: String?, _ version: String?) -> Answer {
        var answer = Answer()
        for consent in OracleConsent.all(ledger, subject: subject) {
            let now = consent.standing(at: act.at)
            let reach = purpose.map { self.reach($0, now) } ?? .agreed
            switch now.state {
            case .none, .requested, .deferred: continue
            case .given, .order:
                let isEmpty =
                    !now.agreed.isEmpty && now.agreed.allSatisfy { ledger.terms.isUnder($0, anyOf: now.takenBack) }
                if purpose == nil {
                    if isEmpty {
                        answer.findings.wrong.insert("consent-withdrawn")
                    } else {
                        answer.findings.unknown.insert("purpose-unknown")
                    }
                    continue
                }
                take(reach, now, &answer, subject, version)
            case .refused, .withdrawn, .revoked, .expired, .invalid:
                let reason = "consent-\(now.state.rawValue)"
                if now.agreed.isEmpty || reach != .outside {
                    answer.findings.wrong.insert(reason)
                } else {
                    answer.findings.wrong.insert("purpose-outside-consent")
                    answer.findings.orWrong.formUnion([reason, "no-consent"])
                }
            }
            if answer.holding != nil { return answer }
        }
        return answer
    }

    private enum Reach { case agreed, partly, withdrawn, outside, differs }

    private func reach(_ purpose: String, _ now: OracleConsent.Standing) -> Reach {
        let terms = ledger.terms
        if terms.isUnder(purpose, anyOf: now.takenBack) { return .withdrawn }
        guard terms.isUnder(purpose, anyOf: now.agreed) else {
            return now.agreed.contains { terms.differs(purpose, from: $0) } ? .differs : .outside
        }
        return terms.isOver(purpose, anyOf: now.takenBack) ? .partly : .agreed
    }

    private func take(
        _ reach: Reach,
        _ now: OracleConsent.Standing,
        _ answer: inout Answer,
        _ subject: String,
        _ version: String?
    ) {
        switch reach {
        case .withdrawn: answer.findings.wrong.insert("consent-withdrawn")
        case .outside:
            answer.findings.wrong.insert("purpose-outside-consent")
            // Whether anything is agreed to can't be told, but this isn't.
            if now.state == .order { answer.findings.orWrong.insert("no-consent") }
        case .differs: answer.findings.unknown.insert("vocabularies-differ")
        case .partly: answer.findings.unknown.insert("purpose-partly-withdrawn")
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
            guard let now = basis.standing(at: act.at) else { continue }
            guard reaches(now, subject, version) else {
                if isOpen(now, purpose) { answer.findings.unknown.insert("organisation-unknown") }
                continue
            }
            let covers = purpose.map { ledger.terms.isUnder($0, anyOf: now.purposes ?? []) } ?? true
            guard covers else {
                answer.findings.orWrong.insert("no-ground")
                continue
            }
            guard now.holds(at: act.at) else {
                answer.findings.wrong.insert("no-ground")
                answer.findings.orWrong.insert("no-consent")
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

    private func reaches(_ basis: OracleBasis.Standing, _ subject: String, _ version: String?) -> Bool {
        if let version, basis.datasets.contains(where: { oracleNames($0, version) }) { return true }
        if basis.subjects.contains(subject) || !Set(basis.permits).isDisjoint(with: act.permits) { return true }
        guard basis.isOfControllerAlone, let organisation = act.organisation else { return false }
        return organisation == version.flatMap { membership.controller(of: $0) } ?? basis.controller ?? ledger.keeper
    }

    /// Whether a basis of a controller's own people would be a ground, did anybody say for whom the act was done.
    private func isOpen(_ basis: OracleBasis.Standing, _ purpose: String?) -> Bool {
        act.organisation == nil && basis.isOfControllerAlone && basis.holds(at: act.at)
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
                if let purpose, !objection.isAgainst(purpose, version, ledger.terms) { continue }
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
            purpose.map { consent.withdrawals(of: $0, before: basis.said, ledger.terms) } ?? false
        }
        if isAfter { found.unknown.insert("basis-after-withdrawal") }
        return found
    }
}
