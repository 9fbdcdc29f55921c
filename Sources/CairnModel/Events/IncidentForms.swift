extension Vocabulary {
    /// Events of the family `incident`: misuse of data and what followed.
    static let incidentForms: [EventForm] = [
        incidentReported,
        incidentEnforced,
    ]

    /// Misuse was reported.
    public static let incidentReported = EventForm(
        "incident.reported",
        "Misuse was reported.",
        requires: [incident, kind],
        allows: [permits, person, datasets, document, organisation]
    )

    /// A measure was taken against misuse.
    public static let incidentEnforced = EventForm(
        "incident.enforced",
        "A measure was taken against misuse.",
        requires: [incident, measures],
        allows: [permits, penalty, organisation]
    )
}
