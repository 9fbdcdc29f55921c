extension Vocabulary {
    /// Events of the family `agreement`: agreements between organisations.
    static let agreementForms: [EventForm] = [
        agreementSigned,
        agreementAmended,
        agreementTerminated,
    ]

    /// An agreement was signed.
    public static let agreementSigned = EventForm(
        "agreement.signed",
        "An agreement was signed.",
        requires: [agreement, kind, parties, validFrom],
        allows: [validUntil, scope, document, datasets, controller],
        terms: ["dpv:ControllerProcessorAgreement", "dpv:DataProcessingAgreement"]
    )

    /// An agreement was amended.
    public static let agreementAmended = EventForm(
        "agreement.amended",
        "An agreement was amended.",
        requires: [agreement],
        allows: [kind, parties, validFrom, validUntil, scope, document, datasets, controller]
    )

    /// An agreement ended.
    public static let agreementTerminated = EventForm(
        "agreement.terminated",
        "An agreement ended.",
        requires: [agreement],
        allows: [reason, effectiveAt]
    )
}
