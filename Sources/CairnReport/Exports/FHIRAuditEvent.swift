import CairnModel

/// Accesses as `AuditEvent` of FHIR R4, after the patterns of IHE Basic Audit Log Patterns.
enum FHIRAuditEvent {
    /// The resource of an access, or `nil` where its verb is unknown.
    ///
    /// No profile is claimed: they ask for network addresses, which the ledger doesn't have.
    static func resource(_ event: ExportedEvent) -> JSONValue? {
        guard let pattern = patterns[event.verb] else { return nil }
        let isDenied = event.verb == "denied" || event.string("decision") == "deny"
        return .members([
            "resourceType": .string("AuditEvent"), "id": .string(event.id),
            "type": FHIRDatatypes.coding(FHIRDatatypes.dicomSystem, pattern.type),
            "subtype": .array([FHIRDatatypes.coding(pattern.system, pattern.subtype)]),
            "action": .string(pattern.action), "period": .members(["start": .string(event.time)]),
            "recorded": .string(event.recordedAt), "outcome": .string(isDenied ? "8" : "0"),
            "outcomeDesc": event.string("reason").map { .string($0) },
            "purposeOfEvent": .array(event.strings("purposes").map { FHIRDatatypes.concept(term: $0) }),
            "agent": .array(agents(event, pattern)),
            "source": .members([
                "observer": FHIRDatatypes.reference(toSourceOf: event),
                "type": .array([
                    FHIRDatatypes.coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4")
                ]),
            ]),
            "entity": .array(entities(event)),
        ])
    }

    private static func agents(_ event: ExportedEvent, _ pattern: Pattern) -> [JSONValue] {
        let actor = event.actor
        var agents = [agent(pattern.observer, FHIRDatatypes.reference(toSourceOf: event), isRequestor: false)]
        if let actor {
            agents.append(
                agent(
                    FHIRDatatypes.concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
                    FHIRDatatypes.reference(event, to: actor),
                    isRequestor: true
                )
            )
        }
        if let organisation = actor?.onBehalfOf ?? actor?.organisation {
            let who = FHIRDatatypes.reference(event, "organisation", organisation, type: "Organization")
            let role =
                event.verb == "downloaded"
                ? FHIRDatatypes.dicom("110152")
                : FHIRDatatypes.concept("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV")
            agents.append(agent(role, who, isRequestor: false))
        } else if event.verb == "downloaded", let actor {
            let who = FHIRDatatypes.reference(event, to: actor)
            agents.append(agent(FHIRDatatypes.dicom("110152"), who, isRequestor: false))
        }
        if let client = event.string("client") {
            let who = FHIRDatatypes.reference(event, "client", client, type: "Device")
            agents.append(agent(FHIRDatatypes.dicom("110150"), who, isRequestor: false))
        }
        return agents
    }

    private static func agent(_ type: JSONValue, _ who: JSONValue, isRequestor: Bool) -> JSONValue {
        .members(["type": type, "who": who, "requestor": .bool(isRequestor)])
    }

    private static func entities(_ event: ExportedEvent) -> [JSONValue] {
        let patients = event.strings("subjects").map {
            entity(FHIRDatatypes.reference(event, "subject", $0, type: "Patient"), "1", "1")
        }
        let consents = event.strings("consents").map { consent in
            JSONValue.members([
                "what": FHIRDatatypes.reference(event, "consent", consent, type: "Consent"),
                "type": FHIRDatatypes.coding("http://hl7.org/fhir/resource-types", "Consent"),
            ])
        }
        let data = ["dataset", "asset"].flatMap { kind in
            event.strings(kind + "s").map { entity(FHIRDatatypes.reference(event, kind, $0), "2", "4") }
        }
        let permits = event.strings("permits").map { entity(FHIRDatatypes.reference(event, "permit", $0), "2", "13") }
        let query = event.string("queryClass").map {
            entity(FHIRDatatypes.reference(event, "query-class", $0), "2", "24")
        }
        return patients + consents + data + permits + [query].compactMap(\.self)
    }

    private static func entity(_ what: JSONValue, _ type: String, _ role: String) -> JSONValue {
        .members([
            "what": what,
            "type": FHIRDatatypes.coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", type),
            "role": FHIRDatatypes.coding("http://terminology.hl7.org/CodeSystem/object-role", role),
        ])
    }

    /// What accesses of one verb have in common.
    private struct Pattern {
        /// What happened, as a code of DICOM.
        let type: String
        /// What it was more closely, as a code of `system`.
        let subtype: String
        let system: String
        let action: String
        /// The role of what made the event.
        let observer: JSONValue

        init(_ type: String, _ subtype: String, of system: String, _ action: String, observer: JSONValue? = nil) {
            self.type = type
            self.subtype = subtype
            self.system = system
            self.action = action
            self.observer = observer ?? FHIRDatatypes.dicom("110153")
        }
    }

    private static let patterns: [String: Pattern] = [
        "authorised": decision, "denied": decision,
        "queried": Pattern("110112", "search", of: "http://hl7.org/fhir/restful-interaction", "E"),
        "viewed": Pattern("110103", "access", of: FHIRDatatypes.lifecycle, "R"),
        "read": Pattern("110103", "access", of: FHIRDatatypes.lifecycle, "R"),
        "downloaded": Pattern("110106", "disclose", of: FHIRDatatypes.lifecycle, "R"),
        "ended": Pattern("110114", "110123", of: FHIRDatatypes.dicomSystem, "E"),
    ]

    private static let decision = Pattern(
        "110113",
        "AuthZ-Consent",
        of: "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType",
        "E",
        observer: FHIRDatatypes.concept(
            "http://terminology.hl7.org/CodeSystem/extra-security-role-type",
            "authserver"
        )
    )
}
