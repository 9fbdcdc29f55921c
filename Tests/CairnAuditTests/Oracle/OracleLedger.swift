/// What a ledger said to somebody who knows its first entries and asks about a time: the events that count.
///
/// An entry that a correction names decides nothing, whatever time is asked about, as soon as the correction itself
/// is known; a correction that was corrected decides nothing either, so what it named stands again.
struct OracleLedger: Sendable {
    /// Events that are known and weren't corrected.
    let known: [OracleEvent]
    /// Of these, what had happened by the time asked about.
    let then: [OracleEvent]
    let terms: OracleTerms
    /// The organisation that keeps the ledger, where it is known.
    let keeper: String?

    init(_ events: [OracleEvent], known: Int = .max, then: Int64 = .max, terms: OracleTerms, keeper: String? = nil) {
        let recorded = events.filter { $0.index < known }
        var wrong: Set<String> = []
        for event in recorded.sorted(by: { $0.index > $1.index }) where event.family == "correction" {
            guard !wrong.contains(event.id), let target = event.text("target") else { continue }
            wrong.insert(target)
        }
        self.known = recorded.filter { !wrong.contains($0.id) }
        self.then = self.known.filter { $0.at <= then }
        self.terms = terms
        self.keeper = keeper
    }

    func events(_ family: String) -> [OracleEvent] { then.filter { $0.family == family } }

    /// Steps in the order in which they count: at the same instant what restricts is taken last, so it wins.
    static func order(_ steps: [OracleStep]) -> [OracleStep] {
        steps.sorted {
            ($0.time, $0.restricts ? 1 : 0, $0.event.index) < ($1.time, $1.restricts ? 1 : 0, $1.event.index)
        }
    }
}

/// An event at the time at which it counts.
struct OracleStep: Sendable {
    let event: OracleEvent
    let time: Int64
    let restricts: Bool

    init(_ event: OracleEvent, time: Int64? = nil, restricts: Bool) {
        self.event = event
        self.time = time ?? event.effective
        self.restricts = restricts
    }
}

/// The dataset that a version belongs to: a name without a version means all its versions.
func oracleDataset(_ name: String) -> String { String(name.prefix { $0 != "@" }) }

/// Whether a name that a fact uses means a version.
func oracleNames(_ name: String, _ version: String) -> Bool {
    name == version || !name.contains("@") && name == oracleDataset(version)
}
