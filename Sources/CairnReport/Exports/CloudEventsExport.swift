import CairnModel

/// CloudEvents 1.0 in structured mode, a line each: the event as it is, with extension attributes for its place.
enum CloudEventsExport {
    static func text(_ events: [ExportedEvent]) -> String {
        events.map { event in
            let value = JSONValue.members(
                ("specversion", .string("1.0")),
                ("id", .string("\(event.body.id)")),
                ("source", .string(event.body.source)),
                ("type", .string(event.body.type.name)),
                ("time", .string(event.time)),
                ("datacontenttype", .string("application/json")),
                ("dataschema", .string("urn:cairn:event:\(event.body.type.name)")),
                ("ledgerorigin", .string("\(event.origin)")),
                ("ledgerindex", .string("\(event.index)")),
                ("recordedtime", .string("\(event.recordedAt)")),
                ("data", event.data)
            )
            return String(decoding: value.encoded, as: UTF8.self) + "\n"
        }
        .joined()
    }
}
