/// A standard in which events can be said again.
public enum StandardFormat: String, CaseIterable, Sendable {
    /// CloudEvents 1.0, a line each.
    case cloudevents
    /// FHIR R4: a Bundle of Consent, AuditEvent and Provenance.
    case fhir
    /// W3C PROV as PROV-JSON.
    case prov
    /// OpenLineage run events, a line each.
    case openlineage
    /// DICOM audit messages (PS3.15 A.5), as XML.
    case dicomAudit = "dicom-audit"
    /// The metadata of an RO-Crate (Process Run Crate).
    case roCrate = "ro-crate"

    /// The events in this standard; those that it can't say are left out.
    public func text(_ events: [ExportedEvent]) -> String {
        switch self {
        case .cloudevents: CloudEventsExport.text(events)
        case .fhir: FHIRExport.text(events)
        case .prov: PROVExport.text(events)
        case .openlineage: OpenLineageExport.text(events)
        case .dicomAudit: DICOMAuditExport.text(events)
        case .roCrate: ROCrateExport.text(events)
        }
    }
}
