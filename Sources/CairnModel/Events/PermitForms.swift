extension Vocabulary {
    /// Events of the family `permit`: data permits.
    static let permitForms: [EventForm] = [
        permitIssued,
        permitAmended,
        permitExtended,
        permitSuspended,
        permitResumed,
        permitRevoked,
        permitExpired,
        permitCompleted,
        permitPersonAdded,
        permitPersonRemoved,
        permitPublished,
    ]

    /// A permit was issued.
    public static let permitIssued = EventForm(
        "permit.issued",
        "A permit was issued.",
        requires: [permits, datasets, purposes, organisation, approvedAt, validFrom, validUntil],
        allows: [application, persons, environment, conditions, format, justification, reason, country, dueBy],
        terms: ["eu-ehds:DataPermit"]
    )

    /// A permit was amended.
    public static let permitAmended = EventForm(
        "permit.amended",
        "A permit was amended.",
        requires: [permits],
        allows: [datasets, purposes, validUntil, persons, environment, conditions, reason]
    )

    /// A permit was extended.
    public static let permitExtended = EventForm(
        "permit.extended",
        "A permit was extended.",
        requires: [permits, validUntil],
        allows: [reason]
    )

    /// A permit was suspended.
    public static let permitSuspended = EventForm(
        "permit.suspended",
        "A permit was suspended.",
        requires: [permits],
        allows: [reason, effectiveAt]
    )

    /// A suspended permit holds again.
    public static let permitResumed = EventForm(
        "permit.resumed",
        "A suspended permit holds again.",
        requires: [permits],
        allows: [effectiveAt]
    )

    /// A permit was revoked.
    public static let permitRevoked = EventForm(
        "permit.revoked",
        "A permit was revoked.",
        requires: [permits, reason],
        allows: [effectiveAt]
    )

    /// A permit's time ran out.
    public static let permitExpired = EventForm(
        "permit.expired",
        "A permit's time ran out.",
        requires: [permits],
        allows: [effectiveAt]
    )

    /// The work under a permit is done.
    public static let permitCompleted = EventForm(
        "permit.completed",
        "The work under a permit is done.",
        requires: [permits],
        allows: [effectiveAt]
    )

    /// A person was authorised.
    public static let permitPersonAdded = EventForm(
        "permit.person-added",
        "A person was authorised.",
        requires: [permits, person],
        allows: [validFrom, validUntil, organisation]
    )

    /// A person is authorised no more.
    public static let permitPersonRemoved = EventForm(
        "permit.person-removed",
        "A person is authorised no more.",
        requires: [permits, person],
        allows: [effectiveAt]
    )

    /// A permit or refusal was made public.
    public static let permitPublished = EventForm(
        "permit.published",
        "A permit or refusal was made public.",
        requires: [permits, publishedAt],
        allows: [url]
    )
}
