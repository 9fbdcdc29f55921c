/// A processing that is recorded: a view, a read, a query, a download, a job, the training or evaluation of a model, a
/// transfer.
struct OracleAct: Sendable {
    enum Kind: String { case query, view, read, download, train, egress }

    let index: Int
    let at: Int64
    let kind: Kind
    let isOfModel: Bool
    let person: String?
    let organisation: String?
    let onBehalf: String?
    var datasets: [String]
    let subjects: [String]
    let assets: [String]
    var purposes: [String]
    var permits: [String]
    let basis: String?
    let recipient: String?

    private static let kinds: [String: Kind] = [
        "access.queried": .query, "access.viewed": .view, "access.read": .read, "access.downloaded": .download,
        "job.started": .train, "transfer.sent": .egress, "model.trained": .train, "model.evaluated": .train,
    ]

    init?(_ event: OracleEvent, _ ledger: OracleLedger) {
        guard let kind = OracleAct.kinds[event.type] else { return nil }
        // A model that a recorded job made is that job's; one of which nobody said what for is no act.
        if event.family == "model", event.some("purposes") == nil, event.some("permits") == nil { return nil }
        if event.family == "model", let job = event.text("job"),
            ledger.events("job").contains(where: { $0.verb == "started" && $0.text("job") == job })
        {
            return nil
        }
        self.kind = kind
        isOfModel = event.family == "model"
        (index, at) = (event.index, event.at)
        (person, organisation) = (event.actor["id"], event.actor["organisation"])
        onBehalf = event.actor["onBehalfOf"]
        datasets = event.list("datasets") ?? []
        subjects = event.list("subjects") ?? []
        assets = event.list("assets") ?? []
        purposes = event.list("purposes") ?? []
        // What names no permit was done under those of its session, as it was first opened.
        let session = ledger.events("session").sorted { $0.index < $1.index }
            .first { $0.verb == "opened" && $0.text("session") == event.text("session") }
        permits = event.some("permits") ?? (event.text("session") == nil ? nil : session?.list("permits")) ?? []
        basis = event.text("basis")
        recipient = event.text("recipient")
    }
}
