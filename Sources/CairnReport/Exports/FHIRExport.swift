public import CairnAudit
import CairnModel

/// Events as one bundle of HL7 FHIR R4, of type `collection`.
public enum FHIRExport {
    /// The bundle.
    ///
    /// Consents and opt-outs are `Consent`, accesses are `AuditEvent`, and what is done to annotations, datasets, models and identifying
    /// data is `Provenance`. Everything else is left out, and so is what has no patient or no target: FHIR can't say it.
    /// Redacted entries are the issues of an `OperationOutcome`, which comes last.
    public static func text(_ events: [ExportedEvent], redacted: [RedactedEntry] = []) -> String {
        JSONValue.members([
            "resourceType": .string("Bundle"), "type": .string("collection"),
            "entry": .array(events.flatMap(resources).map(entry) + outcome(redacted)),
        ]).line
    }

    private static func outcome(_ redacted: [RedactedEntry]) -> [JSONValue] {
        let issues = redacted.map { entry in
            let what = "Entry \(entry.index) of \(entry.origin), an event of the type \(entry.type), was redacted"
            return JSONValue.members([
                "severity": .string("information"), "code": .string("suppressed"),
                "details": .members(["text": .string("\(what) by entry \(entry.redactedBy).")]),
            ])
        }
        guard !issues.isEmpty else { return [] }
        return [
            .members([
                "resource": .members(["resourceType": .string("OperationOutcome"), "issue": .array(issues)])
            ])
        ]
    }

    private static func resources(_ event: ExportedEvent) -> [(id: String, resource: JSONValue)] {
        switch event.family {
        case "consent", "opt-out": FHIRConsent.resources(event)
        case "access": FHIRAuditEvent.resource(event).map { [(event.id, $0)] } ?? []
        case "annotation", "dataset", "model", "image":
            FHIRProvenance.resource(event).map { [(event.id, $0)] } ?? []
        default: []
        }
    }

    private static func entry(_ id: String, _ resource: JSONValue) -> JSONValue {
        .members(["fullUrl": .string("urn:uuid:\(id)"), "resource": resource])
    }
}
