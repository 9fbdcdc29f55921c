import CairnModel

/// OpenLineage run events, a line each: programs, trainings, releases, de-identification.
enum OpenLineageExport {
    static func text(_ events: [ExportedEvent]) -> String {
        events.compactMap(line).map { String(decoding: $0.encoded, as: UTF8.self) + "\n" }.joined()
    }

    private static func line(_ event: ExportedEvent) -> JSONValue? {
        let type: String
        var inputs = event.strings("datasets")
        var outputs: [String] = []
        switch (event.family, event.verb) {
        case ("job", "started"): type = "START"
        case ("job", "finished"):
            type = ["complete", "ok", "succeeded"].contains(event.string("status") ?? "") ? "COMPLETE" : "FAIL"
            outputs = event.strings("models")
        case ("model", "trained"):
            type = "COMPLETE"
            outputs = event.strings("models")
        case ("dataset", "version-released"):
            type = "COMPLETE"
            outputs = inputs
            inputs = event.string("previous").map { [$0] } ?? []
        case ("image", "deidentified"), ("image", "pseudonymised"):
            type = "COMPLETE"
            inputs = event.strings("assets")
            outputs = inputs
        default: return nil
        }
        let namespace = "ledger://\(event.origin)"
        func datasets(_ names: [String]) -> JSONValue {
            .array(names.map { .members(("namespace", .string(namespace)), ("name", .string($0))) })
        }
        return .members(
            ("eventType", .string(type)),
            ("eventTime", .string(event.time)),
            ("run", .members(("runId", .string("\(event.body.id)")))),
            (
                "job",
                .members(
                    ("namespace", .string(namespace)),
                    ("name", .string(event.string("job") ?? event.body.type.name))
                )
            ),
            ("inputs", datasets(inputs)),
            ("outputs", datasets(outputs)),
            ("producer", .string("https://cairn.invalid/producer")),
            ("schemaURL", .string("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"))
        )
    }
}
