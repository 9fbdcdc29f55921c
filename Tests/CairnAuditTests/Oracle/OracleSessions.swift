/// What happened in secure environments: sessions, what was done in them, and what is missing or wrong in each.
struct OracleSessions {
    let ledger: OracleLedger
    let personnel: OraclePersonnel
    let permits: [String: OraclePermit]

    init(_ ledger: OracleLedger) {
        self.ledger = ledger
        personnel = OraclePersonnel(ledger)
        permits = Dictionary(uniqueKeysWithValues: OraclePermit.all(ledger).map { ($0.permit, $0) })
    }

    /// Half a day: nothing happens between the slots of random histories.
    private static let slot: Int64 = 43_200

    /// The entry of each thing that happened, or of the opening of a session that is open, with the reason.
    func happened(by time: Int64) -> [String] {
        let done = ledger.then.filter { ["session", "access", "job", "egress"].contains($0.family) }
            .compactMap { event in reason(of: event).map { "\(event.index) \($0)" } }
        let sessions = Set(ledger.events("session").filter { $0.verb == "opened" }.compactMap { $0.text("session") })
        let open = sessions.compactMap { session -> String? in
            guard closing(of: session) == nil, let opening = opening(of: session) else { return nil }
            return "\(opening.index) open \(opening.at < time - 86_400 ? "incomplete" : "complete")"
        }
        return done + open
    }

    /// A session is what was recorded first as its opening.
    private func opening(of session: String) -> OracleEvent? {
        ledger.events("session").filter { $0.verb == "opened" && $0.text("session") == session }
            .min { $0.index < $1.index }
    }

    private func closing(of session: String) -> Int64? {
        ledger.events("session").filter { $0.verb == "closed" && $0.text("session") == session }.map(\.at).min()
    }

    private static func person(_ opening: OracleEvent) -> String? {
        opening.text("person") ?? (opening.actor["kind"] == "service" ? nil : opening.actor["id"])
    }

    /// `nil`: nothing that happened in an environment.
    private func reason(of event: OracleEvent) -> String? {
        var (session, named) = (event.text("session"), event.list("permits"))
        var isInside = event.family == "session" || event.text("environment") != nil
        if event.family == "egress" {
            let asked = ledger.events("egress").filter { $0.verb == "requested" && $0.names(event, "egress") }
                .min { $0.index < $1.index }
            (session, named, isInside) = (asked?.text("session"), named ?? asked?.list("permits"), true)
        }
        let environments = (named ?? []).compactMap { permits[$0] }.filter(\.isIssued).flatMap(\.environments)
        guard session != nil || isInside || !environments.isEmpty else { return nil }
        let actor = event.text("person") ?? event.actor["id"]
        guard let session else {
            if mustBeInSession(event) { return "incomplete" }
            return mustNameWhoActed(event) && actor == nil ? "person-unknown" : "complete"
        }
        guard let opening = opening(of: session) else { return "incomplete" }
        guard mustNameWhoActed(event) else { return "complete" }
        if mustLieWithin(event), let wrong = outside(event, opening) { return wrong }
        guard let actor else { return "person-unknown" }
        if let person = OracleSessions.person(opening), person != actor, event.actor["kind"] != "service" {
            return "session-shared"
        }
        return "complete"
    }

    private func mustBeInSession(_ event: OracleEvent) -> Bool {
        ["access.queried", "access.viewed", "access.read", "access.downloaded"].contains(event.type)
    }

    private func mustLieWithin(_ event: OracleEvent) -> Bool {
        mustBeInSession(event) || ["session.opened", "job.started"].contains(event.type)
    }

    private func mustNameWhoActed(_ event: OracleEvent) -> Bool {
        mustLieWithin(event) || event.type == "access.denied"
    }

    private func outside(_ event: OracleEvent, _ opening: OracleEvent) -> String? {
        let session = opening.text("session") ?? ""
        if event.at < opening.at || closing(of: session).map({ event.at > $0 }) ?? false { return "incomplete" }
        let own = (opening.list("permits") ?? []).map { permits[$0] }
        let known = own.compactMap(\.self).filter(\.isIssued)
        if known.count == own.count, !known.contains(where: { $0.state(at: event.at) == .active }) {
            return "permit-not-active"
        }
        let organisation = opening.actor["organisation"]
        if let person = OracleSessions.person(opening), isDisabled(person, organisation, at: event.at) {
            return "person-disabled"
        }
        if let organisation, personnel.isSuspended(organisation, at: event.at) { return "organisation-suspended" }
        return nil
    }

    private func isDisabled(_ person: String, _ organisation: String?, at time: Int64) -> Bool {
        let disabled = personnel.disablings(person, at: time)
        return organisation.map { disabled.contains($0) } ?? !disabled.isEmpty
    }
}

extension OracleSessions {
    /// One opening under a permit.
    private struct Opened {
        let event: OracleEvent
        let person: String?
        let end: Int64?
        /// When it was open: until it was closed, or until what was done in it last.
        let times: Range<Int64>

        /// The slots at which it was open, its beginning among them.
        var slots: [Int64] {
            [times.lowerBound] + stride(from: times.lowerBound, to: times.upperBound, by: Int(OracleSessions.slot))
        }
    }

    private func opened(_ permit: String) -> [Opened] {
        ledger.events("session").filter { $0.verb == "opened" && $0.names(permit, in: "permits") }.map { event in
            let session = event.text("session")
            let end = ledger.events("session").filter {
                $0.verb == "closed" && $0.text("session") == session && $0.at >= event.at
            }
            .map(\.at).min()
            let last = ledger.then.filter {
                ["access", "job"].contains($0.family) && $0.text("session") == session
            }
            .map(\.at).max()
            let person = event.text("person") ?? (event.actor["kind"] == "person" ? event.actor["id"] : nil)
            return Opened(
                event: event,
                person: person,
                end: end,
                times: event.at..<max(end ?? last ?? event.at, event.at)
            )
        }
    }

    /// Who worked under a permit: the person with the number of sessions, of those while not listed, open after a
    /// removal, outside the permit, while disabled, without an end, in parallel and used by others, and the reason.
    func worked(under permit: String) -> [String] {
        let opened = opened(permit)
        let persons = Dictionary(grouping: opened.filter { $0.person != nil }) { $0.person ?? "" }
        let nobody = opened.filter { $0.person == nil }.map { [$0] }
        return (Array(persons.values) + nobody).map { row(permits[permit], $0) }
    }

    private func row(_ permit: OraclePermit?, _ sessions: [Opened]) -> String {
        let person = sessions[0].person
        func listed(_ time: Int64) -> Bool {
            person.map { permit?.persons(at: time)?.contains($0) ?? false } ?? false
        }
        let named = sessions.filter { permit?.isIssued == true && permit?.persons(at: $0.times.lowerBound) != nil }
        let unlisted = named.filter { person != nil && !listed($0.times.lowerBound) }
        let removed = named.filter { listed($0.times.lowerBound) && !$0.slots.allSatisfy(listed) }
        let outside = sessions.filter { !$0.slots.allSatisfy { permit?.state(at: $0) == .active } }
        let disabled = sessions.filter { one in
            one.slots.contains { time in
                person.map { isDisabled($0, one.event.actor["organisation"], at: time) } ?? false
            }
        }
        let suspended = sessions.filter { one in
            guard let organisation = one.event.actor["organisation"] else { return false }
            return one.slots.contains { personnel.isSuspended(organisation, at: $0) }
        }
        let parallel = sessions.filter { one in
            guard person != nil, let client = one.event.text("client") else { return false }
            return sessions.contains { other in
                other.times.contains(one.times.lowerBound) && other.event.text("client").map { $0 != client } ?? false
            }
        }
        let others = Set(
            sessions.filter { one in
                ledger.then.contains { event in
                    ["access", "job"].contains(event.family) && event.names(one.event, "session")
                        && event.actor["kind"] == "person" && person != nil && event.actor["id"] != person
                }
            }
            .compactMap { $0.event.text("session") }
        )
        let organisations = Set(sessions.compactMap { $0.event.actor["organisation"] })
        let isShared = !others.isEmpty || !parallel.isEmpty || organisations.count > 1 && person != nil
        let reasons = [
            (permit?.isIssued != true, "permit-unknown"), (!disabled.isEmpty, "person-disabled"),
            (!suspended.isEmpty, "organisation-suspended"), (!outside.isEmpty, "permit-not-active"),
            (!unlisted.isEmpty || !removed.isEmpty, "person-outside-permit"), (isShared, "identity-shared"),
            (person == nil, "person-unknown"), (permit?.everNamed.isEmpty == true, "persons-unknown"),
        ]
        let reason = reasons.first { $0.0 }?.1 ?? "authorised"
        let open = sessions.filter { $0.end == nil }
        let counts = [sessions, unlisted, removed, outside, disabled, open, parallel].map(\.count) + [others.count]
        return "\(person ?? "-") \(counts.map { "\($0)" }.joined(separator: " ")) \(reason)"
    }
}

extension OracleEvent {
    /// Whether two events name the same thing.
    fileprivate func names(_ other: OracleEvent, _ field: String) -> Bool {
        text(field) != nil && text(field) == other.text(field)
    }
}
