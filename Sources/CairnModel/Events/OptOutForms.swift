extension Vocabulary {
    /// Events of the family `opt-out`: opt-outs from secondary use.
    static let optOutForms: [EventForm] = [
        optOutRegistered,
        optOutRevoked,
        optOutExceptionApplied,
    ]

    /// A subject opted out of secondary use.
    public static let optOutRegistered = EventForm(
        "opt-out.registered",
        "A subject opted out of secondary use.",
        requires: [subjects],
        allows: [scope, categories, channel, source, effectiveAt],
        terms: ["eu-ehds:A71", "dpv:OptingOutFromProcess"]
    )

    /// A subject took an opt-out back.
    public static let optOutRevoked = EventForm(
        "opt-out.revoked",
        "A subject took an opt-out back.",
        requires: [subjects],
        allows: [scope, categories, channel, source, effectiveAt],
        terms: ["eu-ehds:A71"]
    )

    /// National law allowed use in spite of opt-outs.
    public static let optOutExceptionApplied = EventForm(
        "opt-out.exception-applied",
        "National law allowed use in spite of opt-outs.",
        requires: [permits, nationalLaw],
        allows: [datasets, justification],
        terms: ["eu-ehds:A71"]
    )
}
