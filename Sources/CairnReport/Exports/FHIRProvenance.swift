import CairnModel

/// What is done to annotations, datasets, models and identifying data, as `Provenance` of FHIR R4.
enum FHIRProvenance {
    /// The resource, or `nil` where the event is of another kind or has no target.
    static func resource(_ event: ExportedEvent) -> JSONValue? {
        let targets = targets(event)
        guard !targets.isEmpty else { return nil }
        return .members([
            "resourceType": .string("Provenance"), "id": .string(event.id), "target": .array(targets),
            "occurredDateTime": .string(event.time), "recorded": .string(event.recordedAt),
            "policy": .strings(event.strings("permits").map { event.urn("permit", $0) }),
            "reason": .array(event.strings("purposes").map { FHIRDatatypes.concept(term: $0) }),
            "activity": .members([
                "coding": .array(
                    [activities[event.name]].compactMap(\.self).map {
                        FHIRDatatypes.coding(FHIRDatatypes.lifecycle, $0)
                    }
                ),
                "text": .string(event.name),
            ]),
            "agent": .array(agents(event)), "entity": .array(entities(event)),
        ])
    }

    private static func targets(_ event: ExportedEvent) -> [JSONValue] {
        let kind: String
        switch event.family {
        case "annotation": kind = "asset"
        case "dataset": kind = "dataset"
        case "model": kind = "model"
        case "image" where ["deidentified", "pseudonymised"].contains(event.verb): kind = "asset"
        default: return []
        }
        return event.strings(kind + "s").map { FHIRDatatypes.reference(event, kind, $0) }
    }

    private static func agents(_ event: ExportedEvent) -> [JSONValue] {
        let role = ["validated", "evaluated"].contains(event.verb) ? "verifier" : "performer"
        let responsible = (event.actor?.onBehalfOf ?? event.actor?.organisation).map {
            FHIRDatatypes.reference(event, "organisation", $0, type: "Organization")
        }
        let who =
            event.actor.map { FHIRDatatypes.reference(event, to: $0) } ?? FHIRDatatypes.reference(toSourceOf: event)
        var agents = [agent(role, who, responsible)]
        if let annotator = event.string("annotator") {
            agents.append(agent("author", FHIRDatatypes.reference(event, "actor", annotator, type: "Practitioner")))
        }
        if let controller = event.string("controller") {
            let who = FHIRDatatypes.reference(event, "organisation", controller, type: "Organization")
            agents.append(agent("custodian", who))
        }
        if let tool = event.string("tool") {
            let version = event.string("toolVersion").map { "\(tool) \($0)" } ?? tool
            agents.append(agent("assembler", FHIRDatatypes.reference(event, "tool", version, type: "Device")))
        }
        return agents
    }

    private static func agent(_ role: String, _ who: JSONValue, _ responsible: JSONValue? = nil) -> JSONValue {
        let system = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
        return .members(["type": FHIRDatatypes.concept(system, role), "who": who, "onBehalfOf": responsible])
    }

    private static func entities(_ event: ExportedEvent) -> [JSONValue] {
        var entities: [JSONValue] = []
        func add(_ role: String, _ kind: String, _ ids: [String]) {
            entities += ids.map {
                .members(["role": .string(role), "what": FHIRDatatypes.reference(event, kind, $0)])
            }
        }
        let thing = ["dataset", "model"].contains(event.family) ? event.family : "asset"
        add("revision", thing, [event.string("previous")].compactMap(\.self))
        add("source", "asset", [event.string("target")].compactMap(\.self))
        add("source", "root", [event.string("inputRoot")].compactMap(\.self))
        switch event.name {
        case "model.trained", "model.round-contributed": add("derivation", "dataset", event.strings("datasets"))
        case "model.evaluated": add("source", "dataset", event.strings("datasets"))
        case "dataset.members-added": add("source", "asset", event.strings("assets"))
        case "dataset.members-removed", "dataset.member-excluded": add("removal", "asset", event.strings("assets"))
        default: break
        }
        return entities
    }

    /// The life cycle events of ISO 21089; what has none is said by its name alone.
    private static let activities = [
        "annotation.created": "originate", "annotation.revised": "amend", "annotation.validated": "verify",
        "annotation.retracted": "deprecate", "dataset.created": "originate", "dataset.members-added": "amend",
        "dataset.members-removed": "amend", "dataset.version-released": "originate", "dataset.unpublished": "deprecate",
        "dataset.invalidated": "deprecate", "dataset.reactivated": "reactivate", "dataset.member-excluded": "amend",
        "dataset.materialised": "extract", "model.trained": "originate", "model.evaluated": "verify",
        "model.withdrawn": "deprecate", "image.deidentified": "deidentify", "image.pseudonymised": "pseudonymize",
    ]
}
