extension Vocabulary {
    /// Events of the family `legal-basis`: legal bases.
    static let legalBasisForms: [EventForm] = [
        legalBasisAsserted,
        legalBasisChanged,
        legalBasisEnded,
    ]

    /// A legal basis was asserted for datasets or subjects.
    public static let legalBasisAsserted = EventForm(
        "legal-basis.asserted",
        "A legal basis was asserted for datasets or subjects.",
        requires: [basis, article6],
        allows: [
            article9, nationalLaw, purposes, validFrom, validUntil, datasets, subjects, permits, reference, controller,
            document,
        ],
        terms: ["dpv:LegalBasis"]
    )

    /// A legal basis changed.
    public static let legalBasisChanged = EventForm(
        "legal-basis.changed",
        "A legal basis changed.",
        requires: [basis, article6],
        allows: [
            article9, nationalLaw, purposes, validFrom, validUntil, datasets, subjects, permits, reference, controller,
            document,
        ],
        terms: ["dpv:LegalBasis"]
    )

    /// A legal basis ended.
    public static let legalBasisEnded = EventForm(
        "legal-basis.ended",
        "A legal basis ended.",
        requires: [basis],
        allows: [effectiveAt, reason]
    )
}
