extension Vocabulary {
    /// Events of the family `objection`: objections to processing.
    static let objectionForms: [EventForm] = [
        objectionRaised,
        objectionDecided,
    ]

    /// A subject objected to processing.
    public static let objectionRaised = EventForm(
        "objection.raised",
        "A subject objected to processing.",
        requires: [requests, subjects],
        allows: [purposes, basis, datasets, receivedAt],
        terms: ["eu-gdpr:A21"]
    )

    /// An objection was decided.
    public static let objectionDecided = EventForm(
        "objection.decided",
        "An objection was decided.",
        requires: [requests, decision],
        allows: [ground, reason]
    )
}
