extension Vocabulary {
    /// Events of the family `ethics`: ethics approvals.
    static let ethicsForms: [EventForm] = [
        ethicsApproved,
        ethicsExpired,
    ]

    /// A committee approved.
    public static let ethicsApproved = EventForm(
        "ethics.approved",
        "A committee approved.",
        requires: [committee, reference, validFrom],
        allows: [validUntil, scope, document, datasets]
    )

    /// An approval ended.
    public static let ethicsExpired = EventForm(
        "ethics.expired",
        "An approval ended.",
        requires: [committee, reference],
        allows: [effectiveAt]
    )
}
