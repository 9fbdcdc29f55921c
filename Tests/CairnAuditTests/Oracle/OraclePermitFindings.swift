/// What a permit that an act names says against it.
struct OraclePermitFindings {
    struct Answer {
        var findings = OracleFindings()
        /// Whether an opt-out was lifted by national law.
        var isLifted = false
    }

    let ledger: OracleLedger
    let act: OracleAct
    let touched: Set<OracleJudge.Touched>

    /// What a permit says against the act.
    func of(_ permit: OraclePermit) -> Answer {
        guard permit.isIssued else { return Answer(findings: OracleFindings(unknown: ["permit-unknown"])) }
        var answer = Answer()
        if permit.state(at: act.at) != .active { answer.findings.wrong.insert("permit-not-active") }
        let datasets = permit.datasets(at: act.at)
        if !act.datasets.allSatisfy({ version in datasets.contains { oracleNames($0, version) } }) {
            answer.findings.wrong.insert("dataset-outside-permit")
        }
        for purpose in act.purposes where ledger.terms.isKnown(purpose) {
            if !ledger.terms.isUnder(purpose, anyOf: permit.purposes(at: act.at)) {
                if ledger.terms.differs(purpose, fromAnyOf: permit.purposes(at: act.at)) {
                    answer.findings.unknown.insert("vocabularies-differ")
                } else {
                    answer.findings.wrong.insert("purpose-outside-permit")
                }
            }
        }
        who(permit, &answer.findings)
        if permit.environment(at: act.at) != nil, act.kind == .download || act.kind == .egress {
            // Nothing links a copy with the files that were approved.
            if isApproved(permit) {
                answer.findings.unknown.insert("copy-unlinked")
            } else {
                answer.findings.wrong.insert("environment-outside-permit")
            }
        }
        answer.findings.add(
            OracleConditions(ledger: ledger).findings(permit.conditions(at: act.at), act, versions: act.datasets)
        )
        for one in touched { optOut(one, permit, &answer) }
        return answer
    }

    /// Whether anything that leaves the permit's environment had been approved.
    private func isApproved(_ permit: OraclePermit) -> Bool {
        let events = ledger.events("egress")
        let own = events.filter { $0.names(permit.permit, in: "permits") }.compactMap { $0.text("egress") }
        return events.contains { $0.verb == "approved" && $0.at <= act.at && own.contains($0.text("egress") ?? "") }
    }

    private func who(_ permit: OraclePermit, _ found: inout OracleFindings) {
        // Who hands data over to the permit's holder need not be one of the holder's.
        if act.kind == .egress, let recipient = act.recipient {
            if recipient != permit.organisation { found.wrong.insert("organisation-outside-permit") }
            if act.organisation != permit.organisation { return }
        } else if act.organisation == nil {
            found.unknown.insert("organisation-unknown")
        } else if act.organisation != permit.organisation {
            found.wrong.insert("organisation-outside-permit")
        }
        if let persons = permit.persons(at: act.at) {
            if let person = act.person {
                if !persons.contains(person) { found.wrong.insert("person-outside-permit") }
            } else {
                found.unknown.insert("person-unknown")
            }
        }
    }

    /// Opted out at or before the approval: what was taken back later heals nothing.
    private func optOut(_ one: OracleJudge.Touched, _ permit: OraclePermit, _ answer: inout Answer) {
        guard let cutoff = permit.cutoff(of: one.version, at: act.at) else { return }
        let effect = OracleOptOut(ledger, subject: one.subject).effect(at: cutoff)
        if effect == .none { return }
        if OracleOptOut.isLifted(ledger, permit: permit.permit, version: one.version, at: act.at) {
            answer.isLifted = true
        } else if effect == .out {
            answer.findings.wrong.insert("opted-out-before-approval")
        } else {
            answer.findings.unknown.insert("opt-out-scope-unknown")
        }
    }
}
