extension Vocabulary {
    /// Events of the family `purpose`: purposes of processing.
    static let purposeForms: [EventForm] = [
        purposeDeclared
    ]

    /// A controller declared purposes.
    public static let purposeDeclared = EventForm(
        "purpose.declared",
        "A controller declared purposes.",
        requires: [purposes, controller],
        allows: [categories, recipients, document, datasets, measures],
        terms: ["dpv:Purpose"]
    )
}
