extension Vocabulary {
    /// Events of the family `policy`: rules that an institution sets for itself.
    static let policyForms: [EventForm] = [
        policySet,
        policyEnded,
    ]

    /// A rule was set; it replaces what the same rule said before.
    public static let policySet = EventForm(
        "policy.set",
        "A rule was set; it replaces what the same rule said before.",
        requires: [rule],
        allows: [country, timeZone, holidays, organisation, effectiveAt, reference, document, reason]
    )

    /// A rule no longer holds.
    public static let policyEnded = EventForm(
        "policy.ended",
        "A rule no longer holds.",
        requires: [rule],
        allows: [organisation, effectiveAt, reason]
    )
}
