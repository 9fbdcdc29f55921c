extension Vocabulary {
    /// Events of the family `request`: requests of data subjects.
    static let requestForms: [EventForm] = [
        requestReceived,
        requestIdentityAsked,
        requestIdentityVerified,
        requestExtended,
        requestAnswered,
        requestRefused,
    ]

    /// A subject asked for a right.
    public static let requestReceived = EventForm(
        "request.received",
        "A subject asked for a right.",
        requires: [requests, subjects, requestedRight, receivedAt],
        allows: [channel, dueBy, fieldClass],
        terms: ["dpv:RightExerciseRecord"]
    )

    /// Who asked was asked for proof of identity.
    public static let requestIdentityAsked = EventForm(
        "request.identity-asked",
        "Who asked was asked for proof of identity.",
        requires: [requests, reason],
        allows: [method],
        terms: ["eu-gdpr:A12-6"]
    )

    /// The identity of who asked was verified.
    public static let requestIdentityVerified = EventForm(
        "request.identity-verified",
        "The identity of who asked was verified.",
        requires: [requests],
        allows: [method]
    )

    /// The time for an answer was extended.
    public static let requestExtended = EventForm(
        "request.extended",
        "The time for an answer was extended.",
        requires: [requests, dueBy, reason],
        terms: ["eu-gdpr:JustificationA12Complexity"]
    )

    /// A request was answered.
    public static let requestAnswered = EventForm(
        "request.answered",
        "A request was answered.",
        requires: [requests, decision],
        allows: [response, ground],
        terms: ["dpv:RightFulfilmentNotice"]
    )

    /// A request was refused.
    public static let requestRefused = EventForm(
        "request.refused",
        "A request was refused.",
        requires: [requests, ground],
        allows: [response],
        terms: ["dpv:RightNonFulfilmentNotice"]
    )
}
