public import CairnAudit

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
    ///
    /// FHIR and PROV say that an entry was redacted, by which other, and nothing else of it; RO-Crate and DICOM's
    /// messages say how many were. CloudEvents and OpenLineage have no words for an event of which neither source nor
    /// id are known: ``note(on:)`` says how many are left out.
    ///
    /// - Parameters:
    ///   - events: The events, in their order.
    ///   - redacted: The entries among them whose bodies redactions took away.
    /// - Returns: The document.
    public func text(_ events: [ExportedEvent], redacted: [RedactedEntry] = []) -> String {
        switch self {
        case .cloudevents: CloudEventsExport.text(events)
        case .fhir: FHIRExport.text(events, redacted: redacted)
        case .prov: PROVExport.text(events, redacted: redacted)
        case .openlineage: OpenLineageExport.text(events)
        case .dicomAudit: DICOMAuditExport.text(events, redacted: redacted)
        case .roCrate: ROCrateExport.text(events, redacted: redacted)
        }
    }

    /// What to tell who made the export of the entries whose bodies redactions took away; `nil` where there are none.
    public func note(on redacted: [RedactedEntry]) -> String? {
        RedactedTypes(redacted).sentence.map { sentence in
            switch self {
            case .cloudevents, .openlineage, .dicomAudit, .roCrate: "\(sentence) They are left out."
            case .fhir, .prov: "\(sentence) Of these, the export has their places alone."
            }
        }
    }
}
