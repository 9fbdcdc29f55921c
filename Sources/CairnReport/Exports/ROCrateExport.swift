import CairnModel

/// The metadata of an RO-Crate 1.1 that follows Process Run Crate 0.5: one CreateAction for each event that makes something.
enum ROCrateExport {
    static func text(_ events: [ExportedEvent]) -> String {
        var graph: [String: JSONValue] = [:]
        var actions: [JSONValue] = []
        var software: [JSONValue] = []
        for event in events {
            guard let (inputs, outputs) = flow(event) else { continue }
            let instrument = "#software-\(event.string("tool") ?? event.body.type.name)"
            let agent = "#agent-\(event.string("annotator") ?? event.actor)"
            graph[instrument] = .members(
                ("@id", .string(instrument)),
                ("@type", .string("SoftwareApplication")),
                ("name", .string(event.string("tool") ?? event.body.type.name)),
                ("version", .string(event.string("toolVersion") ?? "unknown")),
                ("url", .string("https://cairn.invalid/software"))
            )
            if !software.contains(reference(instrument)) { software.append(reference(instrument)) }
            graph[agent] = .members(
                ("@id", .string(agent)),
                ("@type", .string("Person")),
                ("name", .string(event.string("annotator") ?? event.actor))
            )
            for thing in inputs + outputs {
                graph["#data-\(thing)"] = .members(
                    ("@id", .string("#data-\(thing)")),
                    ("@type", .string("CreativeWork")),
                    ("name", .string(thing))
                )
            }
            graph[event.urn] = .members(
                ("@id", .string(event.urn)),
                ("@type", .string("CreateAction")),
                ("name", .string(event.body.type.name)),
                ("description", .string("Entry \(event.index) of \(event.origin)")),
                ("instrument", reference(instrument)),
                ("agent", reference(agent)),
                ("object", .array(inputs.map { reference("#data-\($0)") })),
                ("result", .array(outputs.map { reference("#data-\($0)") })),
                ("endTime", .string(event.time)),
                ("actionStatus", .string("http://schema.org/CompletedActionStatus"))
            )
            actions.append(reference(event.urn))
        }
        let profile = "https://w3id.org/ro/wfrun/process/0.5"
        let root = JSONValue.members(
            ("@id", .string("./")),
            ("@type", .string("Dataset")),
            ("name", .string("Provenance of imaging data")),
            ("description", .string("What was made from what, as a ledger recorded it")),
            ("datePublished", .string(String((events.last?.time ?? "1970-01-01").prefix(10)))),
            ("license", reference("https://creativecommons.org/licenses/by/4.0/")),
            ("conformsTo", reference(profile)),
            ("mentions", .array(actions + software))
        )
        let descriptor = JSONValue.members(
            ("@id", .string("ro-crate-metadata.json")),
            ("@type", .string("CreativeWork")),
            ("conformsTo", reference("https://w3id.org/ro/crate/1.1")),
            ("about", reference("./"))
        )
        let about = JSONValue.members(
            ("@id", .string(profile)),
            ("@type", .string("CreativeWork")),
            ("name", .string("Process Run Crate")),
            ("version", .string("0.5"))
        )
        let licence = JSONValue.members(
            ("@id", .string("https://creativecommons.org/licenses/by/4.0/")),
            ("@type", .string("CreativeWork")),
            ("name", .string("CC BY 4.0")),
            ("description", .string("Creative Commons Attribution 4.0 International"))
        )
        let nodes = [descriptor, root, about, licence] + graph.sorted { $0.key < $1.key }.map(\.value)
        let crate = JSONValue.members(
            ("@context", .string("https://w3id.org/ro/crate/1.1/context")),
            ("@graph", .array(nodes))
        )
        return String(decoding: crate.encoded, as: UTF8.self) + "\n"
    }

    private static func reference(_ id: String) -> JSONValue { .members(("@id", .string(id))) }

    private static func flow(_ event: ExportedEvent) -> ([String], [String])? {
        switch (event.family, event.verb) {
        case ("annotation", "created"), ("annotation", "revised"):
            (event.string("target").map { [$0] } ?? [], event.strings("assets"))
        case ("model", "trained"): (event.strings("datasets"), event.strings("models"))
        case ("image", "deidentified"), ("image", "pseudonymised"): (event.strings("assets"), event.strings("assets"))
        case ("job", "finished"): (event.strings("datasets"), event.strings("models"))
        default: nil
        }
    }
}
