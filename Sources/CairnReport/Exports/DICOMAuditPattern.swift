/// What the audit messages of one kind of event have in common.
struct DICOMAuditPattern: Sendable {
    /// What happened.
    let event: DICOMCode
    /// What it was more closely.
    let type: DICOMCode?
    /// Create, read, update, delete or execute: `C`, `R`, `U`, `D` or `E`.
    let action: String
    /// Whether the event is that something failed or was not allowed.
    let isFailure: Bool
    /// Where the objects stand in their life cycle.
    let stage: String?
    /// The role of what made the event.
    let source: DICOMCode?
    /// The role of who gets the data.
    let destination: DICOMCode?

    private init(
        _ event: DICOMCode,
        _ action: String,
        type: DICOMCode? = nil,
        isFailure: Bool = false,
        stage: String? = nil
    ) {
        self.event = event
        self.action = action
        self.type = type
        self.isFailure = isFailure
        self.stage = stage
        switch event.value {
        case DICOMCode.transferred.value: (source, destination) = (.source, .destination)
        case DICOMCode.export.value: (source, destination) = (.sourceMedia, .destinationMedia)
        default: (source, destination) = (nil, nil)
        }
    }

    /// The patterns, by family and verb.
    ///
    /// De-identification has no event of its own in DICOM: it is an update of what is accessed, at stage 7 of the life cycle. Decisions
    /// on egress are authorisation decisions; that alone which left is an export.
    static let all: [String: DICOMAuditPattern] = [
        "access.authorised": DICOMAuditPattern(.alert, "E", type: .decision),
        "access.denied": DICOMAuditPattern(.alert, "E", type: .decision, isFailure: true),
        "access.queried": DICOMAuditPattern(.query, "E", stage: "6"),
        "access.viewed": DICOMAuditPattern(.accessed, "R", stage: "6"),
        "access.read": DICOMAuditPattern(.accessed, "R", stage: "6"),
        "access.downloaded": DICOMAuditPattern(.transferred, "R", stage: "11"),
        "access.ended": DICOMAuditPattern(.authentication, "E", type: .logout),
        "image.series-received": DICOMAuditPattern(.transferred, "C", stage: "12"),
        "image.study-received": DICOMAuditPattern(.transferred, "C", stage: "12"),
        "image.rejected": DICOMAuditPattern(.import, "C", isFailure: true, stage: "2"),
        "image.deidentified": DICOMAuditPattern(.accessed, "U", stage: "7"),
        "image.pseudonymised": DICOMAuditPattern(.accessed, "U", stage: "7"),
        "image.risk-assessed": DICOMAuditPattern(.accessed, "R", stage: "4"),
        "image.corrected": DICOMAuditPattern(.accessed, "U", stage: "3"),
        "image.clinical-linked": DICOMAuditPattern(.accessed, "U", stage: "8"),
        "egress.requested": DICOMAuditPattern(.alert, "E", type: .restrictedFunction),
        "egress.checked": DICOMAuditPattern(.alert, "E", type: .decision),
        "egress.approved": DICOMAuditPattern(.alert, "E", type: .decision),
        "egress.rejected": DICOMAuditPattern(.alert, "E", type: .decision, isFailure: true),
        "egress.released": DICOMAuditPattern(.export, "R", stage: "10"),
        "transfer.sent": DICOMAuditPattern(.transferred, "R", stage: "11"),
        "transfer.received": DICOMAuditPattern(.transferred, "C", stage: "12"),
        "transfer.exported": DICOMAuditPattern(.export, "R", stage: "10"),
        "audit.report-generated": DICOMAuditPattern(.logUsed, "R"),
        "audit.ledger-read": DICOMAuditPattern(.logUsed, "R"),
    ]
}
