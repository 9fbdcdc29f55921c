extension Vocabulary {
    /// Events of the family `rectification`: corrections that subjects asked for.
    static let rectificationForms: [EventForm] = [
        rectificationExecuted
    ]

    /// Data were corrected.
    public static let rectificationExecuted = EventForm(
        "rectification.executed",
        "Data were corrected.",
        requires: [requests, subjects, fieldClass],
        allows: [assets, datasets, before, after, version],
        terms: ["eu-gdpr:A16"]
    )
}
