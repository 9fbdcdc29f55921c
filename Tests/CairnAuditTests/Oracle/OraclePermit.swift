/// One permit: its state, what it covers, whom it names, and since when each dataset is in it.
///
/// In force from the day it says until the end that was last decided by then; an extension after the end starts anew
/// and doesn't reach back. Suspended once or twice, one resumption lifts it; revoked and completed never revive;
/// that a permit expired says only what its end says.
struct OraclePermit {
    enum State: String {
        case none, active, suspended, revoked, completed, expired
        case notYet = "not-yet"
    }

    let permit: String
    private let steps: [OracleEvent]
    private let issue: OracleEvent?

    init(_ ledger: OracleLedger, permit: String) {
        self.permit = permit
        steps = ledger.events("permit").filter { $0.names(permit, in: "permits") }
            .sorted { ($0.at, $0.index) < ($1.at, $1.index) }
        issue = steps.first { $0.verb == "issued" }
    }

    static func all(_ ledger: OracleLedger) -> [OraclePermit] {
        Set(ledger.events("permit").flatMap { $0.list("permits") ?? [] }).sorted().map {
            OraclePermit(ledger, permit: $0)
        }
    }

    var isIssued: Bool { issue != nil }
    var organisation: String? { issue?.text("organisation") }

    /// The times of its steps, in their order.
    var changes: [Int64] { steps.map(\.at) }

    private func last(_ name: String, at time: Int64) -> OracleEvent? {
        steps.last { ["issued", "amended"].contains($0.verb) && $0.at <= time && $0.list(name) != nil } ?? issue
    }

    func datasets(at time: Int64) -> [String] { last("datasets", at: time)?.list("datasets") ?? [] }
    func purposes(at time: Int64) -> [String] { last("purposes", at: time)?.list("purposes") ?? [] }
    func conditions(at time: Int64) -> [String] { last("conditions", at: time)?.list("conditions") ?? [] }
    func environment(at time: Int64) -> String? {
        steps.last { ["issued", "amended"].contains($0.verb) && $0.at <= time && $0.text("environment") != nil }?
            .text("environment")
    }

    /// Until when it held, as was decided by a time.
    private func end(at time: Int64) -> Int64? {
        steps.last { $0.at <= time && ["amended", "extended"].contains($0.verb) && $0.time("validUntil") != nil }?
            .time("validUntil") ?? issue?.time("validUntil")
    }

    func state(at time: Int64) -> State {
        guard let issue else { return .none }
        let ended = steps.filter { ["revoked", "completed"].contains($0.verb) && $0.effective <= time }
            .min { ($0.effective, $0.index) < ($1.effective, $1.index) }
        if let ended { return ended.verb == "revoked" ? .revoked : .completed }
        if let from = issue.time("validFrom"), time < from { return .notYet }
        if let end = end(at: time), end <= time { return .expired }
        let held = OracleLedger.order(
            steps.filter { ["suspended", "resumed"].contains($0.verb) }
                .map { OracleStep($0, restricts: $0.verb == "suspended") }
        )
        return held.last { $0.time <= time }?.event.verb == "suspended" ? .suspended : .active
    }

    /// Whom it names at a time; `nil` where it never named anybody until then.
    func persons(at time: Int64) -> Set<String>? {
        var named: [String: Int64]?
        let changes = steps.compactMap { event -> OracleStep? in
            switch event.verb {
            case "issued", "amended":
                // Those whom the issue names are named from the beginning.
                event.some("persons").map { _ in
                    OracleStep(event, time: event.index == issue?.index ? .min : event.at, restricts: false)
                }
            case "person-added": OracleStep(event, time: event.at, restricts: false)
            case "person-removed": OracleStep(event, restricts: true)
            default: nil
            }
        }
        for step in OracleLedger.order(changes) where step.time <= time {
            let event = step.event
            switch event.verb {
            case "person-added":
                guard (event.time("validFrom") ?? event.at) <= time else { continue }
                named = named ?? [:]
                named?[event.text("person") ?? ""] = event.time("validUntil") ?? .max
            case "person-removed": named?[event.text("person") ?? ""] = nil
            default:
                named = [:]
                for person in event.list("persons") ?? [] { named?[person] = .max }
            }
        }
        return named.map { Set($0.filter { time < $0.value }.keys) }
    }

    /// Everybody whom it ever named.
    var everNamed: Set<String> {
        var named = Set(issue?.list("persons") ?? [])
        for event in steps where event.verb == "amended" { named.formUnion(event.list("persons") ?? []) }
        for event in steps where event.verb == "person-added" { named.insert(event.text("person") ?? "") }
        return named
    }

    /// The environments that it ever named.
    var environments: Set<String> {
        Set(steps.filter { ["issued", "amended"].contains($0.verb) }.compactMap { $0.text("environment") })
    }

    /// The approval of the decision that brought a version into the permit, as it stands at a time; without a
    /// version, of the permit.
    ///
    /// The issue's own approval; an amendment's, where it brings the version in; an extension after the end is a new
    /// decision, one before it moves nothing.
    func cutoff(of version: String?, at time: Int64) -> Int64? {
        var cutoff: Int64?
        var end: Int64 = .max
        for event in steps where event.at <= time || event.index == issue?.index {
            guard ["issued", "amended", "extended"].contains(event.verb) else { continue }
            let decided = event.time("approvedAt") ?? event.at
            if event.verb == "issued" { guard event.index == issue?.index else { continue } }
            if event.verb != "issued", event.time("validUntil") != nil, event.at > end, cutoff != nil {
                cutoff = decided
            }
            if let datasets = event.list("datasets"), let version {
                let isIn = datasets.contains { oracleNames($0, version) }
                cutoff = isIn ? cutoff ?? decided : nil
            } else if event.verb == "issued" {
                cutoff = decided
            }
            end = event.time("validUntil") ?? end
        }
        return cutoff
    }
}
