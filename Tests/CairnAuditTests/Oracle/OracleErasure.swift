/// Erasure (Article 17) of one person's data: from when the person is erased everywhere, or from when it was carried
/// out, in the places that it names; and from when it was granted, also in part, wherever it isn't carried out yet,
/// unless other datasets are what it is about; an act that names no dataset isn't of those.
struct OracleErasure {
    private let erasures: [OracleEvent]
    private let executed: [OracleEvent]
    private let requests: [String: [OracleStep]]

    init(_ ledger: OracleLedger, subject: String) {
        erasures = ledger.then.filter { $0.type == "subject.erased" && $0.names(subject, in: "subjects") }
        let events = ledger.events("erasure")
        executed = events.filter { $0.verb == "executed" && $0.names(subject, in: "subjects") }
        let asked = ledger.then.filter {
            ["erasure.requested", "request.received"].contains($0.type) && $0.names(subject, in: "subjects")
        }
        let own = Set(asked.flatMap { $0.list("requests") ?? [] })
        var requests: [String: [OracleStep]] = [:]
        for event in events where ["decided", "refused"].contains(event.verb) {
            for request in event.list("requests") ?? [] where own.contains(request) {
                requests[request, default: []].append(OracleStep(event, restricts: OracleErasure.isGranted(event)))
            }
        }
        self.requests = requests.mapValues { OracleLedger.order($0) }
    }

    private static func isGranted(_ event: OracleEvent) -> Bool {
        event.verb == "decided" && ["granted", "granted-in-part"].contains(event.text("decision") ?? "")
    }

    func isErased(at time: Int64, version: String?) -> Bool {
        if erasures.contains(where: { $0.at <= time }) { return true }
        return executed.contains { event in
            guard event.at <= time else { return false }
            guard let places = event.some("datasets") ?? event.some("locations") else { return true }
            return version.map { version in places.contains { oracleNames($0, version) } } ?? false
        }
    }

    /// Whether anything was erased by a time, everywhere or in a place.
    func isBegun(by time: Int64) -> Bool { (erasures + executed).contains { $0.at <= time } }

    func isDecided(at time: Int64, version: String?) -> Bool {
        requests.values.contains { steps in
            guard let last = steps.last(where: { $0.time <= time }), OracleErasure.isGranted(last.event) else {
                return false
            }
            guard let datasets = last.event.some("datasets") else { return true }
            return version.map { version in datasets.contains { oracleNames($0, version) } } ?? false
        }
    }
}
