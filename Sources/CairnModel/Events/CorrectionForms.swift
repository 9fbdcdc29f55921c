extension Vocabulary {
    /// Events of the family `correction`: events that were wrong.
    static let correctionForms: [EventForm] = [
        correctionMarked,
        correctionReplaced,
    ]

    /// An event was wrong.
    public static let correctionMarked = EventForm(
        "correction.marked",
        "An event was wrong.",
        requires: [target, reason],
        terms: ["prov:wasInvalidatedBy"]
    )

    /// Another event stands in the place of one.
    public static let correctionReplaced = EventForm(
        "correction.replaced",
        "Another event stands in the place of one.",
        requires: [target, replacement, reason],
        terms: ["prov:wasRevisionOf"]
    )
}
