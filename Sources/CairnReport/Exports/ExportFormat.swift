/// The standards in which events can be handed to others.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// CloudEvents 1.0, one event a line.
    case cloudevents
    /// A bundle of HL7 FHIR R4: Consent, AuditEvent and Provenance.
    case fhir
    /// W3C PROV, as PROV-JSON.
    case prov
    /// OpenLineage, one run event a line.
    case openlineage
    /// Audit messages of DICOM PS3.15 A.5, as XML.
    case dicomAudit = "dicom-audit"
    /// The metadata file of an RO-Crate under the profile Process Run Crate 0.5.
    case roCrate = "ro-crate"

    /// The events in this standard.
    ///
    /// Events that the standard has no words for are left out: only CloudEvents says them all. People appear by their random ids.
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
