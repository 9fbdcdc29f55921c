extension Vocabulary {
    /// Events of the family `institution`: institutions of the federation.
    static let institutionForms: [EventForm] = [
        institutionRegistered,
        institutionUpdated,
        institutionSuspended,
    ]

    /// An institution takes part.
    public static let institutionRegistered = EventForm(
        "institution.registered",
        "An institution takes part.",
        requires: [organisation, name, country, roles],
        allows: [contact, tier],
        terms: [
            "dpv:Organisation", "eu-ehds:HealthDataHolder", "eu-ehds:HealthDataUser", "eu-ehds:HealthDataAccessBody",
        ]
    )

    /// An institution's data changed.
    public static let institutionUpdated = EventForm(
        "institution.updated",
        "An institution's data changed.",
        requires: [organisation, name, country, roles],
        allows: [contact, tier]
    )

    /// An institution takes part no more, for now.
    public static let institutionSuspended = EventForm(
        "institution.suspended",
        "An institution takes part no more, for now.",
        requires: [organisation, reason],
        allows: [validUntil]
    )
}
