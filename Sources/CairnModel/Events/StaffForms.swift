extension Vocabulary {
    /// Events of the family `staff`: people who act, by random ids.
    static let staffForms: [EventForm] = [
        staffEnrolled,
        staffRolesChanged,
        staffDisabled,
    ]

    /// A person may act from now on.
    public static let staffEnrolled = EventForm(
        "staff.enrolled",
        "A person may act from now on.",
        requires: [person, organisation, roles],
        allows: [source],
        terms: ["DCM:110136"]
    )

    /// A person's roles changed.
    public static let staffRolesChanged = EventForm(
        "staff.roles-changed",
        "A person's roles changed.",
        requires: [person, organisation, roles],
        terms: ["DCM:110136"]
    )

    /// A person may act no more.
    public static let staffDisabled = EventForm(
        "staff.disabled",
        "A person may act no more.",
        requires: [person, organisation, reason],
        terms: ["DCM:110137"]
    )
}
