extension Vocabulary {
    /// Events of the family `breach`: breaches of personal data.
    static let breachForms: [EventForm] = [
        breachDetected,
        breachAssessed,
        breachAuthorityNotified,
        breachSubjectsNotified,
        breachClosed,
    ]

    /// A breach was detected.
    public static let breachDetected = EventForm(
        "breach.detected",
        "A breach was detected.",
        requires: [breach, nature],
        allows: [awareAt, source, datasets, subjects, environment],
        terms: ["eu-gdpr:DataBreach"]
    )

    /// A breach was assessed.
    public static let breachAssessed = EventForm(
        "breach.assessed",
        "A breach was assessed.",
        requires: [breach, risk],
        allows: [awareAt, nature, subjectCount, objects, categories, measures, datasets, validFrom, validUntil]
    )

    /// The authority was told of a breach.
    public static let breachAuthorityNotified = EventForm(
        "breach.authority-notified",
        "The authority was told of a breach.",
        requires: [breach, authority],
        allows: [reason, document],
        terms: ["eu-gdpr:DPABreachNotice"]
    )

    /// Subjects were told of a breach.
    public static let breachSubjectsNotified = EventForm(
        "breach.subjects-notified",
        "Subjects were told of a breach.",
        requires: [breach],
        allows: [recipients, subjects, channel, exception],
        terms: ["eu-gdpr:DataSubjectBreachNotice"]
    )

    /// A breach was closed.
    public static let breachClosed = EventForm(
        "breach.closed",
        "A breach was closed.",
        requires: [breach],
        allows: [measures, reason]
    )
}
