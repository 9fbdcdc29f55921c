import CairnModel

/// Data types of FHIR, made of what events say.
enum FHIRDatatypes {
    /// A code of a code system.
    static func coding(_ system: String, _ code: String) -> JSONValue {
        .members(["system": .string(system), "code": .string(code)])
    }

    /// A concept of one code.
    static func concept(_ system: String, _ code: String) -> JSONValue {
        .members(["coding": .array([coding(system, code)])])
    }

    /// A concept of one term as events have it, such as `dpv:AcademicResearch`.
    static func concept(term: String) -> JSONValue {
        let parts = term.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let system = systems[parts[0]] else { return concept("urn:cairn:term", term) }
        // The codes of DUO begin with its name.
        return concept(system, parts[0] == "DUO" ? term : parts[1])
    }

    /// A concept of a code that DICOM defines.
    static func dicom(_ code: String) -> JSONValue { concept(FHIRDatatypes.dicomSystem, code) }

    /// An identifier that the ledger gave.
    static func identifier(_ event: ExportedEvent, _ kind: String, _ id: String) -> JSONValue {
        .members(["system": .string("urn:cairn:\(event.origin)/\(kind)"), "value": .string(id)])
    }

    /// A reference by identifier: the things themselves are no resources of the bundle.
    static func reference(_ event: ExportedEvent, _ kind: String, _ id: String, type: String? = nil) -> JSONValue {
        .members(["type": type.map { .string($0) }, "identifier": identifier(event, kind, id)])
    }

    /// A reference to who did it.
    static func reference(_ event: ExportedEvent, to actor: CairnModel.Actor) -> JSONValue {
        let types = ["person": "Practitioner", "organisation": "Organization", "service": "Device"]
        return reference(event, "actor", actor.id, type: actor.kind.flatMap { types[$0] })
    }

    /// A reference to what made the event.
    static func reference(toSourceOf event: ExportedEvent) -> JSONValue {
        reference(event, "source", event.source, type: "Device")
    }

    /// The code system of DICOM.
    static let dicomSystem = "http://dicom.nema.org/resources/ontology/DCM"

    /// The code system of the life cycle of records.
    static let lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"

    private static let systems = [
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "eu-ehds": "https://w3id.org/dpv/legal/eu/ehds#",
        "DUO": "http://purl.obolibrary.org/obo/duo.owl",
    ]
}
