import CairnModel

/// Events as OpenLineage run events, one a line.
public enum OpenLineageExport {
    /// The lines.
    ///
    /// Jobs, trainings, releases of dataset versions and de-identification are runs; everything else is left out. The id of a run is that
    /// of its event; the facet `cairn_entry` says which entry it is, and which job it belongs to.
    public static func text(_ events: [ExportedEvent]) -> String {
        events.compactMap { event in type(event).map { run(event, $0).line } }.joined()
    }

    private static let producer = "urn:cairn:export"

    private static func type(_ event: ExportedEvent) -> String? {
        switch event.name {
        case "job.started": "START"
        case "job.finished": outcome(event.string("status") ?? "")
        case "model.trained", "dataset.version-released", "image.deidentified": "COMPLETE"
        default: nil
        }
    }

    /// How a job ended: a status that is no known word is neither a success nor a failure.
    static func outcome(_ status: String) -> String {
        switch status.lowercased() {
        case "ok", "0", "success", "succeeded", "complete", "completed", "finished", "done": "COMPLETE"
        case "fail", "failed", "failure", "error", "aborted", "cancelled", "killed", "timeout": "FAIL"
        default: "OTHER"
        }
    }

    private static func run(_ event: ExportedEvent, _ type: String) -> JSONValue {
        .members([
            "eventType": .string(type), "eventTime": .string(event.time),
            "run": .members([
                "runId": .string(event.id), "facets": .members(["cairn_entry": facet(event)]),
            ]),
            "job": .members([
                "namespace": .string(namespace(event)), "name": .string(event.string("job") ?? event.name),
            ]),
            "inputs": .array(inputs(event)), "outputs": .array(outputs(event)), "producer": .string(producer),
            "schemaURL": .string("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"),
        ])
    }

    private static func facet(_ event: ExportedEvent) -> JSONValue {
        .members([
            "_producer": .string(producer), "_schemaURL": .string("urn:cairn:openlineage:entry:1"),
            "ledger": .string(event.origin), "index": .string(String(event.index)), "type": .string(event.type),
            "recordedAt": .string(event.recordedAt), "job": event.string("job").map { .string($0) },
            "status": event.string("status").map { .string($0) }, "permits": .strings(event.strings("permits")),
            "purposes": .strings(event.strings("purposes")),
        ])
    }

    private static func inputs(_ event: ExportedEvent) -> [JSONValue] {
        switch event.name {
        case "dataset.version-released": datasets(event, "dataset", [event.string("previous")].compactMap(\.self))
        case "image.deidentified":
            datasets(event, "asset", event.strings("assets"))
                + datasets(event, "root", [event.string("inputRoot")].compactMap(\.self))
        default: datasets(event, "dataset", event.strings("datasets"))
        }
    }

    private static func outputs(_ event: ExportedEvent) -> [JSONValue] {
        switch event.name {
        case "dataset.version-released": datasets(event, "dataset", event.strings("datasets"))
        case "job.started": []
        default:
            datasets(event, "model", event.strings("models"))
                + datasets(event, "root", [event.string("outputRoot")].compactMap(\.self))
        }
    }

    private static func datasets(_ event: ExportedEvent, _ kind: String, _ ids: [String]) -> [JSONValue] {
        ids.map { .members(["namespace": .string(namespace(event)), "name": .string("\(kind)/\($0)")]) }
    }

    private static func namespace(_ event: ExportedEvent) -> String { "ledger://\(event.origin)" }
}
