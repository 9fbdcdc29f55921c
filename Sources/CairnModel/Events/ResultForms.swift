extension Vocabulary {
    /// Events of the family `result`: what came out of the use of data.
    static let resultForms: [EventForm] = [
        resultPublished,
        resultFindingReported,
    ]

    /// Results were made public.
    public static let resultPublished = EventForm(
        "result.published",
        "Results were made public.",
        requires: [permits, publishedAt],
        allows: [url]
    )

    /// A significant finding was reported.
    public static let resultFindingReported = EventForm(
        "result.finding-reported",
        "A significant finding was reported.",
        requires: [permits, finding],
        allows: [subjects, recipient]
    )
}
