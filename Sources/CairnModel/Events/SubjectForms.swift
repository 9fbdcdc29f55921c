extension Vocabulary {
    /// Events of the family `subject`: data subjects.
    static let subjectForms: [EventForm] = [
        subjectEnrolled,
        subjectErased,
    ]

    /// A data subject is known to the ledger from now on.
    public static let subjectEnrolled = EventForm(
        "subject.enrolled",
        "A data subject is known to the ledger from now on.",
        requires: [subjects]
    )

    /// The keys and payloads of data subjects were destroyed.
    public static let subjectErased = EventForm(
        "subject.erased",
        "The keys and payloads of data subjects were destroyed.",
        requires: [subjects, keys, ground],
        allows: [exception],
        terms: ["dpv:Erase", "DCM:15"]
    )
}
