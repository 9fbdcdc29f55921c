extension Vocabulary {
    /// Events of the family `egress`: what leaves a secure processing environment.
    static let egressForms: [EventForm] = [
        egressRequested,
        egressChecked,
        egressApproved,
        egressRejected,
        egressReleased,
    ]

    /// Somebody wants to take files out.
    public static let egressRequested = EventForm(
        "egress.requested",
        "Somebody wants to take files out.",
        requires: [egress, permits, kind, files],
        allows: [manifest, session, environment, datasets, models],
        terms: ["DCM:110106"]
    )

    /// Files were checked.
    public static let egressChecked = EventForm(
        "egress.checked",
        "Files were checked.",
        requires: [egress, checker, method, personal],
        allows: [permits, outcome]
    )

    /// Files may leave.
    public static let egressApproved = EventForm(
        "egress.approved",
        "Files may leave.",
        requires: [egress, checker, personal],
        allows: [permits, reason, method]
    )

    /// Files may not leave.
    public static let egressRejected = EventForm(
        "egress.rejected",
        "Files may not leave.",
        requires: [egress, reason],
        allows: [checker, permits, personal]
    )

    /// Files left.
    public static let egressReleased = EventForm(
        "egress.released",
        "Files left.",
        requires: [egress, files],
        allows: [manifest, permits, personal, bytes, recipient, datasets, models],
        terms: ["DCM:110106", "dpv:Export"]
    )
}
