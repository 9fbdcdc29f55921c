extension Vocabulary {
    /// Events of the family `application`: applications for access.
    static let applicationForms: [EventForm] = [
        applicationSubmitted,
        applicationAssessed,
        applicationWithdrawn,
        applicationRefused,
    ]

    /// An organisation applied for access.
    public static let applicationSubmitted = EventForm(
        "application.submitted",
        "An organisation applied for access.",
        requires: [application, applicant, datasets, purposes],
        allows: [format, period, justification],
        terms: ["eu-ehds:HealthDataAccessApplication"]
    )

    /// An application was assessed.
    public static let applicationAssessed = EventForm(
        "application.assessed",
        "An application was assessed.",
        requires: [application, assessor, opinion],
        allows: [reason, document]
    )

    /// An application was withdrawn.
    public static let applicationWithdrawn = EventForm(
        "application.withdrawn",
        "An application was withdrawn.",
        requires: [application],
        allows: [reason]
    )

    /// An application was refused.
    public static let applicationRefused = EventForm(
        "application.refused",
        "An application was refused.",
        requires: [application, reason],
        allows: [purposes, applicant, document]
    )
}
