extension Vocabulary {
    /// Events of the family `dpia`: data protection impact assessments.
    static let dpiaForms: [EventForm] = [
        dpiaRecorded,
        dpiaReviewed,
    ]

    /// An impact assessment was made.
    public static let dpiaRecorded = EventForm(
        "dpia.recorded",
        "An impact assessment was made.",
        requires: [reference, version, risk, reviewBy],
        allows: [scope, document, datasets, permits, outcome],
        terms: ["dpv:DPIA"]
    )

    /// An impact assessment was looked at again.
    public static let dpiaReviewed = EventForm(
        "dpia.reviewed",
        "An impact assessment was looked at again.",
        requires: [reference, version, risk, reviewBy],
        allows: [scope, document, datasets, permits, outcome],
        terms: ["dpv:DPIA"]
    )
}
