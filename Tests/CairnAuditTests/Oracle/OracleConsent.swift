/// One consent of one person, which may be given, narrowed, taken back in part, ended and given again under the same
/// id.
///
/// Giving and renewing start anew: purposes, term, and nothing is taken back any more; a renewal keeps the
/// conditions that it doesn't restate. A change of scope replaces the purposes and keeps term and conditions unless
/// it says its own; where nothing is in force it can't follow. What is withdrawn in part adds up. Asking and
/// deferring change nothing once there was an answer. Refusing, withdrawing, revoking and running out end it. What
/// is found invalid voids what was agreed until then, from when it says, or from ever.
struct OracleConsent {
    enum State: String { case none, requested, deferred, refused, given, withdrawn, revoked, expired, invalid, order }

    struct Standing {
        var state = State.none
        var agreed: [String] = []
        var takenBack: [String] = []
        var conditions: [String] = []
        var validUntil: Int64?
        /// The step that was last agreed to.
        var agreement: OracleStep?
        /// When it was withdrawn, whole or in part, last.
        var withdrawnAt: Int64?
    }

    let subject: String
    let consent: String
    private let steps: [OracleStep]
    private let invalidations: [OracleEvent]

    private static let agreeing: Set<String> = ["given", "renewed", "scope-modified"]
    private static let ending: Set<String> = ["refused", "withdrawn", "revoked", "expired"]

    init(_ ledger: OracleLedger, subject: String, consent: String) {
        self.subject = subject
        self.consent = consent
        func own(_ event: OracleEvent) -> Bool {
            event.family == "consent" && event.names(subject, in: "subjects") && event.names(consent, in: "consents")
        }
        steps = OracleLedger.order(
            ledger.then.filter { own($0) && $0.verb != "invalidated" }.map {
                OracleStep($0, restricts: OracleConsent.ending.contains($0.verb))
            }
        )
        // Voiding reaches back, so when it was found out doesn't matter to a time that is asked about.
        invalidations = ledger.known.filter { own($0) && $0.verb == "invalidated" }
    }

    /// Every consent of the ledger, by person and id.
    static func all(_ ledger: OracleLedger, subject: String? = nil) -> [OracleConsent] {
        var pairs: Set<[String]> = []
        for event in ledger.known where event.family == "consent" {
            for person in event.list("subjects") ?? [] where subject == nil || subject == person {
                for consent in event.list("consents") ?? [] { pairs.insert([person, consent]) }
            }
        }
        return pairs.sorted { $0.lexicographicallyPrecedes($1) }.map {
            OracleConsent(ledger, subject: $0[0], consent: $0[1])
        }
    }

    func standing(at time: Int64) -> Standing {
        var now = Standing()
        for step in steps where step.time <= time { take(step, &now) }
        now.state = state(now, at: time)
        return now
    }

    private func take(_ step: OracleStep, _ now: inout Standing) {
        let event = step.event
        switch event.verb {
        case "requested", "deferred":
            if [.none, .requested, .deferred].contains(now.state) { now.state = State(rawValue: event.verb) ?? .none }
        case "given", "renewed", "scope-modified":
            let isChange = event.verb == "scope-modified"
            let follows = !isChange || state(now, at: step.time) == .given
            now.agreed = event.list("purposes") ?? []
            now.takenBack = []
            now.validUntil = event.time("validUntil") ?? (isChange ? now.validUntil : nil)
            if event.verb == "given" { now.conditions = [] }
            if let conditions = event.list("conditions") { now.conditions = conditions }
            now.agreement = step
            now.state = follows ? .given : .order
        case "withdrawn":
            now.withdrawnAt = step.time
            if let part = event.some("purposes") {
                now.takenBack += part
            } else {
                now.state = .withdrawn
            }
        case "expired": now.validUntil = min(now.validUntil ?? step.time, step.time)
        default: now.state = State(rawValue: event.verb) ?? now.state
        }
    }

    /// What the last step comes to at a time.
    private func state(_ now: Standing, at time: Int64) -> State {
        guard let agreement = now.agreement, now.state == .given || now.state == .order else { return now.state }
        let isVoid = invalidations.contains {
            agreement.event.at <= $0.at && ($0.time("effectiveAt").map { $0 <= time } ?? true)
        }
        if isVoid { return .invalid }
        if let until = now.validUntil, until <= time { return .expired }
        // Recorded later but dated earlier, against the person: which came last can't be told. That time ran out
        // before is no contradiction.
        let isOutOfOrder = steps.contains {
            $0.restricts && $0.event.verb != "expired" && $0.time < agreement.time
                && $0.event.index > agreement.event.index
        }
        return isOutOfOrder ? .order : now.state
    }

    /// Whether it is in force at a time and something is left of what was agreed to.
    func isLeft(at time: Int64, _ terms: OracleTerms) -> Bool {
        let now = standing(at: time)
        return now.state == .given
            && (now.agreed.isEmpty || now.agreed.contains { !terms.isUnder($0, anyOf: now.takenBack) })
    }

    /// Whether it is in force at a time for a purpose, of which no part was taken back.
    func covers(_ purpose: String, at time: Int64, _ terms: OracleTerms) -> Bool {
        let now = standing(at: time)
        return now.state == .given && terms.isUnder(purpose, anyOf: now.agreed)
            && !terms.isUnder(purpose, anyOf: now.takenBack) && !terms.isOver(purpose, anyOf: now.takenBack)
    }

    /// Whether, at a time, it was recorded that a purpose had been taken back: from the step since the agreement that
    /// first said so.
    func isTakenBackOnRecord(_ purpose: String?, at time: Int64, _ terms: OracleTerms) -> Bool {
        let agreement = standing(at: time).agreement?.event.index
        for step in steps where step.time <= time {
            let now = standing(at: step.time)
            guard now.agreement?.event.index == agreement else { continue }
            if saysTakenBack(purpose, now, terms) {
                let last = steps.last { $0.time == step.time } ?? step
                return now.state == .invalid || last.event.recorded <= time
            }
        }
        return true
    }

    private func saysTakenBack(_ purpose: String?, _ now: Standing, _ terms: OracleTerms) -> Bool {
        if [.none, .requested, .deferred].contains(now.state) { return false }
        guard let purpose else {
            let isAll = !now.agreed.isEmpty && now.agreed.allSatisfy { terms.isUnder($0, anyOf: now.takenBack) }
            return now.state == .withdrawn || [.given, .order].contains(now.state) && isAll
        }
        if terms.isUnder(purpose, anyOf: now.takenBack) { return true }
        return now.state == .withdrawn && (now.agreed.isEmpty || terms.isUnder(purpose, anyOf: now.agreed))
    }

    /// Whether, before a time, all of it was ever taken back, at once or part by part.
    func wasTakenBack(before time: Int64, by now: Int64, _ terms: OracleTerms) -> Bool {
        steps.map(\.time).filter { $0 < time && $0 <= now }.contains { saysTakenBack(nil, standing(at: $0), terms) }
    }

    /// Whether, before a time, a purpose was ever taken back, or something that it holds.
    func wasTakenBack(_ purpose: String, before time: Int64, by now: Int64, _ terms: OracleTerms) -> Bool {
        steps.map(\.time).filter { $0 < time && $0 <= now }.contains { then in
            let now = standing(at: then)
            let isAgreed = terms.isUnder(purpose, anyOf: now.agreed)
            switch now.state {
            case .none, .requested, .deferred: return false
            case .withdrawn: if now.agreed.isEmpty || isAgreed { return true }
            case .given: if isAgreed && terms.isOver(purpose, anyOf: now.takenBack) { return true }
            default: break
            }
            return terms.isUnder(purpose, anyOf: now.takenBack)
        }
    }
}
