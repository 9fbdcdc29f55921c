import CairnCrypto
import CairnModel

/// Consents and opt-outs as `Consent` of FHIR R4.
enum FHIRConsent {
    /// A resource for each subject of the event, with its id.
    ///
    /// A resource says what one event changed; those of one consent have the same identifier. Exceptions from opt-outs are left out: they
    /// have no patient.
    static func resources(_ event: ExportedEvent) -> [(id: String, resource: JSONValue)] {
        guard let status = statuses[event.name] else { return [] }
        return event.strings("subjects").enumerated().map { number, subject in
            let id = number == 0 ? event.id : id(event, subject)
            return (id, resource(event, id, status, subject))
        }
    }

    private static func resource(
        _ event: ExportedEvent,
        _ id: String,
        _ status: String,
        _ subject: String
    ) -> JSONValue {
        let states = event.terms.filter { $0.hasPrefix("dpv:") }.map { FHIRDatatypes.concept(term: $0) }
        return .members([
            "resourceType": .string("Consent"), "id": .string(id),
            "identifier": .array(event.strings("consents").map { FHIRDatatypes.identifier(event, "consent", $0) }),
            "status": .string(status),
            "scope": FHIRDatatypes.concept("http://terminology.hl7.org/CodeSystem/consentscope", "research"),
            "category": .array([FHIRDatatypes.concept("http://loinc.org", "57016-8")] + states),
            "patient": FHIRDatatypes.reference(event, "subject", subject, type: "Patient"),
            "dateTime": .string(event.time),
            "organization": .array(
                [event.string("controller")].compactMap(\.self).map {
                    FHIRDatatypes.reference(event, "organisation", $0, type: "Organization")
                }
            ),
            "policyRule": FHIRDatatypes.concept(actCode, isOptOut(event) ? "OPTOUT" : "OPTIN"),
            "provision": provision(event, status),
        ])
    }

    private static func provision(_ event: ExportedEvent, _ status: String) -> JSONValue {
        let isDenied = isOptOut(event) || status == "rejected"
        let from = event.time("effectiveAt") ?? event.time
        let period: JSONValue =
            switch status {
            case "active": .members(["start": .string(from), "end": event.time("validUntil").map { .string($0) }])
            case "inactive": .members(["end": .string(from)])
            default: .object([])
            }
        return .members([
            "type": .string(isDenied ? "deny" : "permit"), "period": period,
            "purpose": .array([
                FHIRDatatypes.coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HRESCH")
            ]),
            "code": .array(
                (event.strings("purposes") + event.strings("categories")).map { FHIRDatatypes.concept(term: $0) }
            ),
        ])
    }

    private static func isOptOut(_ event: ExportedEvent) -> Bool { event.family == "opt-out" }

    /// A UUID of our own making (version 8), the same whenever the event is exported.
    private static func id(_ event: ExportedEvent, _ subject: String) -> String {
        var bytes = Array(SHA256.hash(Array("\(event.id) \(subject)".utf8)).bytes.prefix(16))
        bytes[6] = 0x80 | bytes[6] & 0x0F
        bytes[8] = 0x80 | bytes[8] & 0x3F
        return EventID(bytes: bytes)?.description ?? event.id
    }

    private static let actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode"

    private static let statuses = [
        "consent.requested": "proposed", "consent.deferred": "proposed", "consent.refused": "rejected",
        "consent.given": "active", "consent.renewed": "active", "consent.scope-modified": "active",
        "consent.withdrawn": "inactive", "consent.revoked": "inactive", "consent.expired": "inactive",
        "consent.invalidated": "inactive", "opt-out.registered": "active", "opt-out.revoked": "inactive",
    ]
}
