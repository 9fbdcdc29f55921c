extension Vocabulary {
    /// Events of the family `restriction`: restrictions of processing.
    static let restrictionForms: [EventForm] = [
        restrictionApplied,
        restrictionLifted,
    ]

    /// Processing was restricted.
    public static let restrictionApplied = EventForm(
        "restriction.applied",
        "Processing was restricted.",
        requires: [restriction, ground],
        allows: [subjects, datasets, assets, validFrom, validUntil, requests],
        terms: ["eu-gdpr:A18", "dpv:Restrict"]
    )

    /// A restriction was lifted.
    public static let restrictionLifted = EventForm(
        "restriction.lifted",
        "A restriction was lifted.",
        requires: [restriction],
        allows: [subjects, datasets, effectiveAt, reason]
    )
}
