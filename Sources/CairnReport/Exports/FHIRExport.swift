import CairnModel

/// FHIR R4: consents and opt-outs as Consent, accesses as AuditEvent in the pattern of IHE BALP, what changes data as Provenance.
enum FHIRExport {
    static func text(_ events: [ExportedEvent]) -> String {
        let entries = events.compactMap { event -> JSONValue? in
            guard let resource = resource(event) else { return nil }
            return .members(("fullUrl", .string(event.urn)), ("resource", resource))
        }
        let bundle = JSONValue.members(
            ("resourceType", .string("Bundle")),
            ("type", .string("collection")),
            ("entry", JSONValue.some(entries))
        )
        return String(decoding: bundle.encoded, as: UTF8.self) + "\n"
    }

    private static func resource(_ event: ExportedEvent) -> JSONValue? {
        switch event.family {
        case "consent": consent(event)
        case "opt-out": event.verb == "exception-applied" ? nil : consent(event)
        case "access": event.verb == "ended" ? nil : auditEvent(event)
        case "annotation", "model": provenance(event)
        case "dataset": event.verb == "version-released" ? provenance(event) : nil
        case "image": ["deidentified", "pseudonymised", "corrected"].contains(event.verb) ? provenance(event) : nil
        default: nil
        }
    }

    private static func coding(_ system: String, _ code: String, _ display: String? = nil) -> JSONValue {
        .members(("system", .string(system)), ("code", .string(code)), ("display", .optional(display)))
    }

    private static func concept(_ codings: JSONValue...) -> JSONValue { .members(("coding", .array(codings))) }

    private static func identified(_ system: String, _ value: String) -> JSONValue {
        .members(("identifier", .members(("system", .string(system)), ("value", .string(value)))))
    }

    private static func subject(_ event: ExportedEvent, _ id: String) -> JSONValue {
        identified("urn:cairn:\(event.origin):subject", id)
    }

    // MARK: Consent

    private static func consent(_ event: ExportedEvent) -> JSONValue? {
        guard let person = event.strings("subjects").first else { return nil }
        let isOptOut = event.family == "opt-out"
        let permits =
            !isOptOut && ["given", "renewed", "scope-modified"].contains(event.verb)
            || isOptOut && event.verb == "revoked"
        let period = JSONValue.members(
            ("start", .string(event.string("effectiveAt") ?? event.time)),
            ("end", .optional(event.string("validUntil")))
        )
        let codes = event.strings("purposes").map { purpose in
            concept(coding(system(of: purpose), purpose, Term.label(of: purpose)))
        }
        let provision = JSONValue.members(
            ("type", .string(permits ? "permit" : "deny")),
            ("period", period),
            (
                "purpose",
                .array([coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HRESCH", "healthcare research")])
            ),
            ("code", JSONValue.some(codes))
        )
        return .members(
            ("resourceType", .string("Consent")),
            ("id", .string("\(event.body.id)")),
            (
                "identifier",
                .array((event.strings("consents") + [event.urn]).prefix(1).map { .members(("value", .string($0))) })
            ),
            ("status", .string(isOptOut ? "active" : status(event.verb))),
            ("scope", concept(coding("http://terminology.hl7.org/CodeSystem/consentscope", "research", "Research"))),
            (
                "category",
                .array([concept(coding("http://loinc.org", "57016-8", "Privacy policy acknowledgment Document"))])
            ),
            ("patient", subject(event, person)),
            ("dateTime", .string(event.time)),
            ("organization", event.string("controller").map { .array([identified("urn:cairn:organisation", $0)]) }),
            (
                "policyRule",
                concept(coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", isOptOut ? "OPTOUT" : "OPTIN"))
            ),
            ("provision", provision)
        )
    }

    private static func status(_ verb: String) -> String {
        switch verb {
        case "given", "renewed", "scope-modified": "active"
        case "refused": "rejected"
        case "requested", "deferred": "proposed"
        case "invalidated": "entered-in-error"
        default: "inactive"
        }
    }

    private static func system(of term: String) -> String {
        let prefix = term.prefix { $0 != ":" }
        return switch prefix {
        case "DUO": "http://purl.obolibrary.org/obo/duo.owl"
        case "dpv": "https://w3id.org/dpv"
        case "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr"
        case "eu-ehds": "https://w3id.org/dpv/legal/eu/ehds"
        default: "urn:cairn:term:\(prefix)"
        }
    }

    // MARK: AuditEvent

    private static func auditEvent(_ event: ExportedEvent) -> JSONValue {
        let isQuery = event.verb == "queried"
        let isAuthorisation = event.verb == "authorised" || event.verb == "denied"
        let isDenied = event.verb == "denied" || event.string("decision") == "deny"
        let dicom = "http://dicom.nema.org/resources/ontology/DCM"
        let type =
            isAuthorisation
            ? coding(dicom, "110113", "Security Alert")
            : isQuery ? coding(dicom, "110112", "Query") : coding(dicom, "110103", "DICOM Instances Accessed")
        let ledger = identified("urn:cairn:ledger", "\(event.origin)")
        let source = JSONValue.members(
            ("type", concept(coding(dicom, "110153", "Source Role ID"))),
            ("who", ledger),
            ("requestor", .bool(false))
        )
        let user = JSONValue.members(
            (
                "type",
                concept(
                    coding(
                        "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                        "IRCP",
                        "information recipient"
                    )
                )
            ),
            ("who", identified("urn:cairn:\(event.origin):actor", event.actor)),
            ("requestor", .bool(true)),
            (
                "purposeOfUse",
                JSONValue.some(
                    event.strings("purposes").map { concept(coding(system(of: $0), $0, Term.label(of: $0))) }
                )
            )
        )
        let organisation = event.organisation.map { name in
            JSONValue.members(
                ("type", concept(coding(dicom, "110152", "Destination Role ID"))),
                ("who", identified("urn:cairn:organisation", name)),
                ("requestor", .bool(false))
            )
        }
        let object = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
        let role = "http://terminology.hl7.org/CodeSystem/object-role"
        let patients = event.strings("subjects").map { id in
            JSONValue.members(
                ("what", subject(event, id)),
                ("type", coding(object, "1", "Person")),
                ("role", coding(role, "1", "Patient"))
            )
        }
        let data = (event.strings("datasets") + event.strings("assets")).map { id in
            JSONValue.members(
                ("what", identified("urn:cairn:\(event.origin):data", id)),
                ("type", coding(object, "2", "System Object")),
                ("role", coding(role, "4", "Domain Resource"))
            )
        }
        return .members(
            ("resourceType", .string("AuditEvent")),
            ("id", .string("\(event.body.id)")),
            ("type", type),
            ("subtype", .array([coding("urn:cairn:event", event.body.type.name)])),
            ("action", .string(isAuthorisation || isQuery ? "E" : "R")),
            ("recorded", .string(event.time)),
            ("outcome", .string(isDenied ? "8" : "0")),
            ("outcomeDesc", .optional(event.string("reason"))),
            ("agent", .array([source, user] + (organisation.map { [$0] } ?? []))),
            (
                "source",
                .members(
                    ("observer", ledger),
                    (
                        "type",
                        .array([
                            coding(
                                "http://terminology.hl7.org/CodeSystem/security-source-type",
                                "4",
                                "Application Server"
                            )
                        ])
                    )
                )
            ),
            ("entity", JSONValue.some(patients + data))
        )
    }

    // MARK: Provenance

    private static func provenance(_ event: ExportedEvent) -> JSONValue? {
        let targets =
            event.family == "model"
            ? event.strings("models") : event.family == "dataset" ? event.strings("datasets") : event.strings("assets")
        guard !targets.isEmpty else { return nil }
        let lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
        let activity =
            switch event.verb {
            case "deidentified": "deidentify"
            case "pseudonymised": "pseudonymize"
            case "corrected", "revised": "amend"
            case "validated": "verify"
            case "retracted", "withdrawn": "deprecate"
            case "created", "version-released", "released": "originate"
            default: "transform"
            }
        var entities = (event.family == "model" ? event.strings("datasets") : []).map { ($0, "source") }
        if let target = event.string("target") { entities.append((target, "source")) }
        if let previous = event.string("previous") { entities.append((previous, "revision")) }
        return .members(
            ("resourceType", .string("Provenance")),
            ("id", .string("\(event.body.id)")),
            ("target", .array(targets.map { identified("urn:cairn:\(event.origin):data", $0) })),
            ("occurredDateTime", .string(event.time)),
            ("recorded", .string("\(event.recordedAt)")),
            ("activity", concept(coding(lifecycle, activity))),
            (
                "agent",
                .array([
                    .members(
                        (
                            "type",
                            concept(
                                coding("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "performer")
                            )
                        ),
                        (
                            "who",
                            identified("urn:cairn:\(event.origin):actor", event.string("annotator") ?? event.actor)
                        ),
                        ("onBehalfOf", event.onBehalfOf.map { identified("urn:cairn:organisation", $0) })
                    )
                ])
            ),
            (
                "entity",
                JSONValue.some(
                    entities.map { id, role in
                        .members(("role", .string(role)), ("what", identified("urn:cairn:\(event.origin):data", id)))
                    }
                )
            )
        )
    }
}
