/// Each fact that holds at a time, as rows of text: what the oracle says a standing function has to say.
struct OracleFacts {
    let ledger: OracleLedger

    init(_ ledger: OracleLedger) { self.ledger = ledger }

    /// The rows of each function, by its name.
    func all(at time: Int64) -> [String: [String]] {
        [
            "consent_standing": consents(time), "opt_out_standing": optOuts(time),
            "objection_standing": objections(time),
            "restriction_standing": restrictions(time), "basis_standing": bases(time), "permit_standing": permits(time),
            "permit_person": persons(time), "permit_version": versions(time), "membership_standing": members(time),
            "personnel_standing": personnel(time),
        ]
    }

    private func row(_ values: String?...) -> String { values.map { $0 ?? "-" }.joined(separator: " ") }
    private func list(_ values: [String]?) -> String {
        values.map { "{\(Set($0).sorted().joined(separator: ","))}" } ?? "-"
    }

    private func consents(_ time: Int64) -> [String] {
        OracleConsent.all(ledger).compactMap { consent in
            let now = consent.standing(at: time)
            if now.state == .none { return nil }
            let isGiven = now.state == .given
            return row(
                consent.subject,
                consent.consent,
                OracleFacts.word(now.state),
                isGiven ? list(now.agreed) : "",
                isGiven ? list(now.takenBack) : ""
            )
        }
    }

    /// A consent that ran out and was void besides may be called either.
    private static func word(_ state: OracleConsent.State) -> String {
        [.expired, .invalid].contains(state) ? "over" : state.rawValue
    }

    private func optOuts(_ time: Int64) -> [String] {
        let subjects = Set(ledger.events("opt-out").flatMap { $0.list("subjects") ?? [] })
        return subjects.sorted().flatMap { subject in
            OracleOptOut(ledger, subject: subject).standing(at: time).parts.map { row(subject, $0.scope, $0.category) }
        }
    }

    private func objections(_ time: Int64) -> [String] {
        OracleObjection.all(ledger).flatMap { objection in
            objection.state(at: time).map { state in
                Set(objection.subjects).map { row($0, objection.request, state.rawValue, list(objection.purposes)) }
            } ?? []
        }
    }

    private func restrictions(_ time: Int64) -> [String] {
        Set(
            OracleRestriction.all(ledger).filter { $0.holds(at: time) }
                .map { row($0.restriction, $0.kind.rawValue, $0.thing) }
        )
        .sorted()
    }

    private func bases(_ time: Int64) -> [String] {
        OracleBasis.all(ledger).compactMap { basis in
            guard let now = basis.standing(at: time), now.holds(at: time) else { return nil }
            return row(basis.basis, now.article6, now.article9, list(now.purposes))
        }
    }

    private func permits(_ time: Int64) -> [String] {
        OraclePermit.all(ledger).filter(\.isIssued).map {
            row($0.permit, $0.state(at: time).rawValue, list($0.datasets(at: time)), list($0.purposes(at: time)))
        }
    }

    private func persons(_ time: Int64) -> [String] {
        OraclePermit.all(ledger).flatMap { permit in
            (permit.persons(at: time) ?? []).sorted().map { row(permit.permit, $0) }
        }
    }

    private func versions(_ time: Int64) -> [String] {
        OraclePermit.all(ledger).filter(\.isIssued).flatMap { permit in
            Set(permit.datasets(at: time)).sorted().compactMap { name in
                permit.cutoff(of: name, at: time).map { row(permit.permit, name, "\($0)") }
            }
        }
    }

    private func members(_ time: Int64) -> [String] {
        let membership = OracleMembership(ledger)
        let named = Set(ledger.events("dataset").flatMap { $0.list("datasets") ?? [] })
        return named.filter { $0.contains("@") }.sorted().flatMap { version in
            membership.members(of: version, at: time).sorted().map { row(version, $0) }
        }
    }

    private func personnel(_ time: Int64) -> [String] {
        let personnel = OraclePersonnel(ledger)
        let persons = Set(ledger.events("staff").compactMap { $0.text("person") })
        let organisations = Set(ledger.events("institution").compactMap { $0.text("organisation") })
        return persons.filter { personnel.isDisabled($0, of: nil, at: time) }.sorted().map { row("person", $0) }
            + organisations.filter { personnel.isSuspended($0, at: time) }.sorted().map { row("organisation", $0) }
    }
}
