/// One objection (Article 21): from when it is raised it stands against processing on 6(1)(e) and (f), until it is
/// refused.
///
/// Granted, also in part, is upheld; another word than these can't be told. It is against its purposes, or against
/// all.
struct OracleObjection {
    enum State: String {
        case pending, upheld, rejected, unknown
        case inPart = "upheld-in-part"
    }

    let request: String
    /// When it was raised.
    let raised: Int64
    let subjects: [String]
    let purposes: [String]?
    let datasets: [String]?
    private let steps: [OracleStep]

    private static let words: [String: State] = [
        "granted": .upheld, "upheld": .upheld, "granted-in-part": .inPart, "upheld-in-part": .inPart,
        "refused": .rejected, "rejected": .rejected,
    ]

    private static func outcome(_ event: OracleEvent) -> State {
        event.verb == "raised" ? .pending : words[event.text("decision") ?? ""] ?? .unknown
    }

    private init(_ raised: OracleEvent, _ request: String, _ decisions: [OracleEvent]) {
        self.request = request
        self.raised = raised.at
        subjects = raised.list("subjects") ?? []
        purposes = raised.some("purposes")
        datasets = raised.some("datasets")
        // A decision comes after what it decides on, also at the same instant; one dated before decides nothing on it.
        let later = decisions.filter { $0.at >= raised.at }.map {
            OracleStep($0, restricts: OracleObjection.outcome($0) != .rejected)
        }
        steps = [OracleStep(raised, time: raised.at, restricts: false)] + OracleLedger.order(later)
    }

    /// Each time that one was raised is an objection of its own.
    static func all(_ ledger: OracleLedger) -> [OracleObjection] {
        let events = ledger.events("objection")
        return events.filter { $0.verb == "raised" }.flatMap { raised in
            (raised.list("requests") ?? []).map { request in
                OracleObjection(
                    raised,
                    request,
                    events.filter { $0.verb == "decided" && $0.names(request, in: "requests") }
                )
            }
        }
    }

    /// What it is at a time; `nil` before it was raised.
    func state(at time: Int64) -> State? {
        steps.last { $0.time <= time }.map { OracleObjection.outcome($0.event) }
    }

    /// Whether it is against a purpose; against one that nobody knows only where it is against all.
    func isAgainst(_ purpose: String?, _ version: String?, _ terms: OracleTerms) -> Bool {
        if let datasets {
            guard let version, datasets.contains(where: { oracleNames($0, version) }) else { return false }
        }
        guard let purposes else { return true }
        guard let purpose else { return false }
        return terms.isUnder(purpose, anyOf: purposes) || terms.isOver(purpose, anyOf: purposes)
    }
}
