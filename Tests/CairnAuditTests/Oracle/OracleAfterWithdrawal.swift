/// What became of everything that held or reached one person's data when a consent was withdrawn, or later, and what
/// was done with the data without a ground since.
struct OracleAfterWithdrawal {
    private struct Item {
        let kind: String
        let name: String
        let since: Int64
        var held: Set<String>?
        var purposes: [String] = []
        var done: Int64?
        var how = "removed"
    }

    let ledger: OracleLedger
    let person: String
    let time: Int64
    private let judge: OracleJudge
    private let consents: [OracleConsent]
    private let stays: [String: [Range<Int64>]]
    /// The acts that touched the person without a ground, with the versions that each went through.
    private let acts: [(act: OracleAct, versions: Set<String>)]

    init(_ ledger: OracleLedger, person: String, by time: Int64) {
        (self.ledger, self.person, self.time) = (ledger, person, time)
        let judge = OracleJudge(ledger)
        self.judge = judge
        let consents = OracleConsent.all(ledger, subject: person)
        self.consents = consents
        let named: Set<String> = Set(ledger.events("dataset").flatMap { $0.list("datasets") ?? [] })
        let versions = named.filter { $0.contains("@") }
        let stays = versions.map { ($0, judge.membership.stays(of: person, in: $0).filter { $0.lowerBound <= time }) }
        self.stays = Dictionary(uniqueKeysWithValues: stays.filter { !$0.1.isEmpty })
        let acts = ledger.then.compactMap { OracleAct($0, ledger) }
        self.acts = acts.compactMap { recorded -> (act: OracleAct, versions: Set<String>)? in
            let act = judge.purposed(recorded)
            let touched = judge.readings(act).reduce(into: Set<OracleJudge.Touched>()) {
                $0.formUnion(judge.touched($1).touched.filter { $0.subject == person })
            }
            let groundless = touched.filter { one in
                let purposes: [String?] =
                    act.purposes.isEmpty ? [nil] : act.purposes.map { ledger.terms.isKnown($0) ? $0 : nil }
                return purposes.contains { purpose in
                    !OracleAfterWithdrawal.isAgreed(consents, purpose, act.at, ledger.terms)
                        && !OracleAfterWithdrawal.isBased(ledger, judge, act, one, purpose)
                }
            }
            if groundless.isEmpty { return nil }
            return (act, Set(groundless.filter(\.isMember).compactMap(\.version)).union(act.datasets))
        }
    }

    private static func isAgreed(
        _ consents: [OracleConsent],
        _ purpose: String?,
        _ time: Int64,
        _ terms: OracleTerms
    ) -> Bool {
        consents.contains { consent in
            purpose.map { consent.covers($0, at: time, terms) } ?? consent.isLeft(at: time, terms)
        }
    }

    private static func isBased(
        _ ledger: OracleLedger,
        _ judge: OracleJudge,
        _ act: OracleAct,
        _ one: OracleJudge.Touched,
        _ purpose: String?
    ) -> Bool {
        let grounds = OracleGrounds(ledger: ledger, act: act, membership: judge.membership)
        return OracleBasis.all(ledger).contains { basis in
            guard let now = basis.standing(at: act.at), now.holds(at: act.at), now.article9 != nil else { return false }
            return grounds.reaches(now, one.subject, one.isMember ? one.version : nil)
                && purpose.map { ledger.terms.isUnder($0, anyOf: now.purposes ?? []) } ?? true
        }
    }

    /// Consent, kind, item, reason, and the number of acts after the withdrawal.
    func rows() -> [String] {
        let events = ledger.events("consent").filter {
            $0.verb == "withdrawn" && $0.names(person, in: "subjects") && $0.effective <= time
        }
        let pairs = events.flatMap { event in (event.list("consents") ?? []).map { ($0, event.effective) } }
        let items = versions() + permits() + copies() + models() + unknown()
        return Dictionary(pairs) { min($0, $1) }.flatMap { consent, at -> [String] in
            let open = items.filter { $0.since <= time && ($0.done ?? .max) >= at }
            let after = acts.filter { $0.act.at >= at }
            let rows = open.map { item in
                let through = after.filter { isThrough(item, $0.act, $0.versions) }
                return "\(consent) \(item.kind) \(item.name) \(reason(item, at, through.count)) \(through.count)"
            }
            let beside = after.filter { one in !open.contains { isThrough($0, one.act, one.versions) } }
            if !beside.isEmpty { return rows + ["\(consent) other acts - used-after-withdrawal \(beside.count)"] }
            return rows.isEmpty ? ["\(consent) - - nothing-held -"] : rows
        }
    }

    private func isThrough(_ item: Item, _ act: OracleAct, _ versions: Set<String>) -> Bool {
        switch item.kind {
        case "dataset version": versions.contains(item.name)
        case "permit": act.permits.contains(item.name)
        case "copy": act.recipient == item.name
        default: false
        }
    }
}

extension OracleAfterWithdrawal {
    private func versions() -> [Item] {
        stays.map { version, stays in
            var item = Item(kind: "dataset version", name: version, since: stays[0].lowerBound, held: [version])
            let release = ledger.events("dataset").filter {
                $0.verb == "version-released" && $0.names(version, in: "datasets")
            }
            item.purposes = release.min { ($0.at, $0.index) < ($1.at, $1.index) }?.list("purposes") ?? []
            item.done = gone(version)
            return item
        }
    }

    /// Since when a version uses the person's data no more.
    private func gone(_ version: String) -> Int64? {
        let end = stays[version]?.map(\.upperBound).max() ?? .max
        let erased = ledger.then.filter { event in
            guard event.names(person, in: "subjects") else { return false }
            if event.type == "subject.erased" { return true }
            guard event.type == "erasure.executed" else { return false }
            return event.some("datasets").map { $0.contains { oracleNames($0, version) } } ?? true
        }
        .map(\.at)
        let invalid = judge.membership.invalidSince(version, at: time)
        return (erased + [end <= time ? end : nil, invalid].compactMap(\.self)).min()
    }

    private func permits() -> [Item] {
        OraclePermit.all(ledger).filter(\.isIssued).compactMap { permit in
            /// A version was reached at a time at which the permit, in force, named it.
            func reached(_ slot: Int64) -> Set<String> {
                guard [.active, .suspended].contains(permit.state(at: slot)) else { return [] }
                let named = permit.datasets(at: slot)
                return Set(stays.keys.filter { version in named.contains { oracleNames($0, version) } })
            }
            let slots = RandomWorld.times.filter { $0 <= time }
            let held = slots.reduce(into: Set<String>()) { $0.formUnion(reached($1)) }
            guard !held.isEmpty, let first = slots.first(where: { !reached($0).isEmpty }) else { return nil }
            var item = Item(kind: "permit", name: permit.permit, since: first, held: held)
            if let last = slots.last, reached(last).isEmpty {
                item.done = slots.last { !reached($0).isEmpty }.map { $0 + 43_200 }
                item.how = "permit-over"
            } else {
                let ends = held.map { gone($0) }
                item.done = ends.contains(nil) ? nil : ends.compactMap(\.self).max()
                item.purposes = permit.purposes(at: time)
            }
            return item
        }
    }

    private func copies() -> [Item] {
        let sent = ledger.then.compactMap { OracleAct($0, ledger) }.filter { $0.kind == .egress }
            .compactMap { recorded -> (act: OracleAct, versions: Set<String>)? in
                let act = judge.purposed(recorded)
                let touched = judge.readings(act).flatMap { judge.touched($0).touched }.filter { $0.subject == person }
                return touched.isEmpty ? nil : (act, Set(touched.filter(\.isMember).compactMap(\.version)))
            }
        return Dictionary(grouping: sent) { $0.act.recipient ?? "recipient not recorded" }.map { recipient, copies in
            var item = Item(kind: "copy", name: recipient, since: copies.map(\.act.at).min() ?? .max)
            item.held = copies.reduce(into: []) { $0.formUnion($1.versions) }
            item.purposes = copies.flatMap(\.act.purposes)
            return item
        }
    }

    private func models() -> [Item] {
        let trained = ledger.events("model").filter { $0.verb == "trained" }
        var items: [String: Item] = [:]
        for event in trained {
            let held = stays.filter { version, stays in
                (event.list("datasets") ?? []).contains { oracleNames($0, version) }
                    && stays.contains { $0.contains(event.at) }
            }
            for model in event.list("models") ?? [] where !held.isEmpty {
                let since = min(items[model]?.since ?? .max, event.at)
                let versions = (items[model]?.held ?? []).union(held.keys)
                items[model] = Item(kind: "model", name: model, since: since, held: versions)
            }
        }
        return Array(items.values)
    }

    /// Other versions of the same datasets of which nobody knows all members.
    private func unknown() -> [Item] {
        let names = Set(stays.keys.map(oracleDataset))
        let released = ledger.events("dataset").filter { $0.verb != "created" }.flatMap { $0.list("datasets") ?? [] }
        return Set(released).filter { version in
            version.contains("@") && names.contains(oracleDataset(version)) && stays[version] == nil
                && judge.membership.isIncomplete(version)
        }
        .map { version in Item(kind: "dataset version", name: version, since: .min, how: "unknown") }
    }

    private func reason(_ item: Item, _ withdrawn: Int64, _ acts: Int) -> String {
        if item.how == "unknown" { return "members-unknown" }
        if item.done != nil { return acts > 0 ? "used-after-withdrawal" : item.how }
        if item.kind != "model", isStillAgreed(item) { return "still-agreed" }
        if isRestricted(item) { return "kept-restricted" }
        if item.kind == "model" || isKeptByDecision(item, withdrawn) { return "kept" }
        if item.kind != "copy", isKeptOnBasis(item, withdrawn) { return "kept" }
        return "still-there"
    }

    private func isStillAgreed(_ item: Item) -> Bool {
        consents.contains { consent in
            let now = consent.standing(at: time)
            if now.state != .given { return false }
            if item.purposes.isEmpty { return consent.isLeft(at: time, ledger.terms) }
            return item.purposes.contains { consent.covers($0, at: time, ledger.terms) }
        }
    }

    private func isRestricted(_ item: Item) -> Bool {
        OracleRestriction.all(ledger).contains { restriction in
            guard restriction.holds(at: time) else { return false }
            return switch restriction.kind {
            case .subject: restriction.thing == person
            case .dataset: item.held?.contains { oracleNames(restriction.thing, $0) } ?? false
            case .asset: restriction.thing == item.name
            }
        }
    }

    /// The erasure that was asked for was decided against since, for this.
    private func isKeptByDecision(_ item: Item, _ withdrawn: Int64) -> Bool {
        let events = ledger.events("erasure")
        let own = Set(
            events.filter { $0.verb == "requested" && $0.names(person, in: "subjects") }
                .flatMap { $0.list("requests") ?? [] }
        )
        let decisions = events.filter { event in
            ["decided", "refused"].contains(event.verb)
                && !own.isDisjoint(with: event.list("requests") ?? [])
        }
        let last = decisions.max { ($0.at, $0.index) < ($1.at, $1.index) }
        guard let last, last.at >= withdrawn else { return false }
        if last.verb == "refused" || last.text("decision") == "refused" { return true }
        guard last.text("decision") == "granted-in-part", let erased = last.some("datasets") else { return false }
        return item.held.map { !$0.contains { held in erased.contains { oracleNames($0, held) } } } ?? false
    }

    /// Another basis that was asserted before, and stands.
    private func isKeptOnBasis(_ item: Item, _ withdrawn: Int64) -> Bool {
        OracleBasis.all(ledger).contains { basis in
            guard let now = basis.standing(at: time), now.holds(at: time), now.article9 != nil, now.said <= withdrawn,
                !now.isOfControllerAlone
            else { return false }
            if !now.permits.isEmpty, item.kind != "permit" || !now.permits.contains(item.name) { return false }
            if now.datasets.isEmpty && now.subjects.isEmpty { return false }
            return (now.subjects.isEmpty || now.subjects.contains(person))
                && (now.datasets.isEmpty
                    || item.held?.contains { held in now.datasets.contains { oracleNames($0, held) } } ?? false)
        }
    }
}
