/// A processing that is recorded: a view, a read, a query, a download, a job, a transfer.
struct OracleAct: Sendable {
    enum Kind: String { case query, view, read, download, train, egress }

    let index: Int
    let at: Int64
    let kind: Kind
    let person: String?
    let organisation: String?
    var datasets: [String]
    let subjects: [String]
    let assets: [String]
    var purposes: [String]
    var permits: [String]
    let basis: String?
    let recipient: String?

    private static let kinds: [String: Kind] = [
        "access.queried": .query, "access.viewed": .view, "access.read": .read, "access.downloaded": .download,
        "job.started": .train, "transfer.sent": .egress,
    ]

    init?(_ event: OracleEvent) {
        guard let kind = OracleAct.kinds[event.type] else { return nil }
        self.kind = kind
        (index, at) = (event.index, event.at)
        (person, organisation) = (event.actor["id"], event.actor["organisation"])
        datasets = event.list("datasets") ?? []
        subjects = event.list("subjects") ?? []
        assets = event.list("assets") ?? []
        purposes = event.list("purposes") ?? []
        permits = event.list("permits") ?? []
        basis = event.text("basis")
        recipient = event.text("recipient")
    }
}
