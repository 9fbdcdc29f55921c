import CairnModel

/// Events as CloudEvents 1.0 in JSON, one a line, each with its place in the ledger.
public enum CloudEventsExport {
    /// The lines.
    ///
    /// The extension attributes are `ledgerlog`, `ledgerindex` and `recordedtime`. The index is a string: integers of CloudEvents have
    /// 32 bits.
    public static func text(_ events: [ExportedEvent]) -> String {
        events.map { event in
            JSONValue.object([
                .init("specversion", .string("1.0")), .init("id", .string(event.id)),
                .init("source", .string(event.source)), .init("type", .string(event.type)),
                .init("time", .string(event.time)), .init("datacontenttype", .string("application/json")),
                .init("ledgerlog", .string(event.origin)), .init("ledgerindex", .string(String(event.index))),
                .init("recordedtime", .string(event.recordedAt)), .init("data", event.data),
            ]).line
        }.joined()
    }
}
