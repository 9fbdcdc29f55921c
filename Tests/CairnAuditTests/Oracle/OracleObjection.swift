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

    init(_ ledger: OracleLedger, request: String) {
        self.request = request
        let own = ledger.events("objection").filter { $0.names(request, in: "requests") }
        let raised = own.filter { $0.verb == "raised" }.sorted { ($0.at, $0.index) < ($1.at, $1.index) }
        subjects = raised.flatMap { $0.list("subjects") ?? [] }
        purposes = raised.last.flatMap { $0.some("purposes") }
        datasets = raised.last.flatMap { $0.some("datasets") }
        steps = OracleLedger.order(
            own.map { OracleStep($0, restricts: OracleObjection.outcome($0) != .rejected) }
        )
    }

    static func all(_ ledger: OracleLedger) -> [OracleObjection] {
        Set(ledger.events("objection").flatMap { $0.list("requests") ?? [] }).sorted().map {
            OracleObjection(ledger, request: $0)
        }
    }

    /// What it is at a time; `nil` before it was raised.
    func state(at time: Int64) -> State? {
        var now: State?
        for step in steps where step.time <= time {
            if step.event.verb == "raised" || now != nil { now = OracleObjection.outcome(step.event) }
        }
        return now
    }

    func isAgainst(_ purpose: String, _ version: String?, _ terms: OracleTerms) -> Bool {
        if let datasets, let version, !datasets.contains(where: { oracleNames($0, version) }) { return false }
        guard let purposes else { return true }
        return terms.isUnder(purpose, anyOf: purposes) || terms.isOver(purpose, anyOf: purposes)
    }
}
