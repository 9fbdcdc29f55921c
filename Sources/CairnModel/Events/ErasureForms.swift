extension Vocabulary {
    /// Events of the family `erasure`: erasures.
    static let erasureForms: [EventForm] = [
        erasureRequested,
        erasureDecided,
        erasureExecuted,
        erasureRefused,
    ]

    /// An erasure was asked for.
    public static let erasureRequested = EventForm(
        "erasure.requested",
        "An erasure was asked for.",
        requires: [requests, subjects],
        allows: [ground, receivedAt, assets, datasets, dueBy],
        terms: ["eu-gdpr:A17"]
    )

    /// An erasure was decided on.
    public static let erasureDecided = EventForm(
        "erasure.decided",
        "An erasure was decided on.",
        requires: [requests, decision],
        allows: [ground, exception, scope, assets, datasets]
    )

    /// Data were erased in a place.
    public static let erasureExecuted = EventForm(
        "erasure.executed",
        "Data were erased in a place.",
        requires: [requests, subjects, method],
        allows: [locations, keys, assets, datasets],
        terms: ["dpv:Erase"]
    )

    /// An erasure was refused.
    public static let erasureRefused = EventForm(
        "erasure.refused",
        "An erasure was refused.",
        requires: [requests, exception],
        allows: [assets, datasets],
        terms: ["eu-gdpr:JustificationA17LegallyRequired"]
    )
}
