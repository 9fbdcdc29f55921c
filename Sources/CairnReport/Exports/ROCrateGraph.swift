import CairnModel

/// The actions of an RO-Crate and what they name: each entity is described once.
struct ROCrateGraph {
    /// The entities, in the order in which they were first named.
    private(set) var entities: [JSONValue] = []
    /// The ids of the actions.
    private(set) var actions: [String] = []
    private var described: Set<String> = []

    /// Adds the action that an event is.
    mutating func add(_ event: ExportedEvent) {
        let id = "urn:uuid:\(event.id)"
        guard !described.contains(id) else { return }
        actions.append(id)
        let isStart = event.name == "job.started"
        let job = event.string("job").map { " \($0)" } ?? ""
        describe(
            id,
            .members([
                "@id": .string(id), "@type": .string("CreateAction"), "name": .string(event.name + job),
                "description": .string("Entry \(event.index) of \(event.origin)"),
                "instrument": instrument(event), "agent": agent(event), "object": .array(objects(event)),
                "result": .array(results(event)), "startTime": isStart ? .string(event.time) : nil,
                "endTime": isStart ? nil : .string(event.time),
                "actionStatus": status(event).map { .string("http://schema.org/\($0)") },
            ])
        )
    }

    /// A reference to an entity.
    static func link(_ id: String) -> JSONValue { .members(["@id": .string(id)]) }

    /// How it ended; `nil` where it only began, or nobody can tell.
    private func status(_ event: ExportedEvent) -> String? {
        switch event.name {
        case "job.started": nil
        case "job.finished":
            ["COMPLETE": "CompletedActionStatus", "FAIL": "FailedActionStatus"][
                OpenLineageExport.outcome(event.string("status") ?? "")
            ]
        default: "CompletedActionStatus"
        }
    }

    /// The program that did it: a tool, a container image, a commit, or else what made the event.
    private mutating func instrument(_ event: ExportedEvent) -> JSONValue {
        let program =
            event.string("tool") ?? event.string("image") ?? event.string("code") ?? event.string("job") ?? event.source
        let version = event.string("toolVersion")
        let id = event.urn("software", version.map { "\(program) \($0)" } ?? program)
        return describe(
            id,
            .members([
                "@id": .string(id), "@type": .string("SoftwareApplication"), "name": .string(program),
                "softwareVersion": version.map { .string($0) },
            ])
        )
    }

    /// Who was behind it, by id: a person or an organisation; of a service, the organisation that it belongs to.
    private mutating func agent(_ event: ExportedEvent) -> JSONValue? {
        let organisation = (event.actor?.onBehalfOf ?? event.actor?.organisation).map { organisation in
            let id = event.urn("organisation", organisation)
            return describe(id, ROCrateGraph.named(id, "Organization", organisation))
        }
        guard let actor = event.actor else { return nil }
        switch actor.kind {
        case "person":
            let id = event.urn("actor", actor.id)
            return describe(
                id,
                .members([
                    "@id": .string(id), "@type": .string("Person"), "name": .string(actor.id),
                    "affiliation": organisation,
                ])
            )
        case "organisation":
            let id = event.urn("actor", actor.id)
            return describe(id, ROCrateGraph.named(id, "Organization", actor.id))
        default: return organisation
        }
    }

    private mutating func objects(_ event: ExportedEvent) -> [JSONValue] {
        let given = ["target", "previous"].compactMap { event.string($0) }
        switch event.name {
        case "annotation.created", "annotation.revised": return works(event, "asset", given)
        case "annotation.validated": return works(event, "asset", event.strings("assets"))
        case "image.deidentified", "image.pseudonymised":
            return works(event, "asset", event.strings("assets"))
                + works(event, "root", [event.string("inputRoot")].compactMap(\.self))
        case "model.trained":
            return works(event, "dataset", event.strings("datasets")) + works(event, "model", given)
        case "model.evaluated", "model.round-contributed":
            return works(event, "dataset", event.strings("datasets"))
                + works(event, "model", event.strings("models"))
        default: return works(event, "dataset", event.strings("datasets"))
        }
    }

    private mutating func results(_ event: ExportedEvent) -> [JSONValue] {
        switch event.name {
        case "annotation.created", "annotation.revised": works(event, "asset", event.strings("assets"))
        case "model.trained": works(event, "model", event.strings("models"))
        case "job.finished":
            works(event, "model", event.strings("models"))
                + works(event, "root", [event.string("outputRoot")].compactMap(\.self))
        case "image.deidentified", "image.pseudonymised":
            works(event, "root", [event.string("outputRoot")].compactMap(\.self))
        default: []
        }
    }

    private mutating func works(_ event: ExportedEvent, _ kind: String, _ ids: [String]) -> [JSONValue] {
        ids.map { thing in
            let id = event.urn(kind, thing)
            return describe(id, ROCrateGraph.named(id, "CreativeWork", "\(kind) \(thing)"))
        }
    }

    private static func named(_ id: String, _ type: String, _ name: String) -> JSONValue {
        .members(["@id": .string(id), "@type": .string(type), "name": .string(name)])
    }

    @discardableResult
    private mutating func describe(_ id: String, _ entity: JSONValue) -> JSONValue {
        if described.insert(id).inserted { entities.append(entity) }
        return ROCrateGraph.link(id)
    }
}
