extension Vocabulary {
    /// Events of the family `audit`: use of the ledger.
    static let auditForms: [EventForm] = [
        auditReportGenerated,
        auditLedgerRead,
    ]

    /// A question was answered.
    public static let auditReportGenerated = EventForm(
        "audit.report-generated",
        "A question was answered.",
        requires: [question, knownAt, rows, resultHash],
        allows: [validAt, parameters, format],
        terms: ["DCM:110101"]
    )

    /// Entries were read.
    public static let auditLedgerRead = EventForm(
        "audit.ledger-read",
        "Entries were read.",
        requires: [reason],
        allows: [objects],
        terms: ["DCM:110101"]
    )
}
