extension Vocabulary {
    /// Events of the family `provision`: data that holders must deliver.
    static let provisionForms: [EventForm] = [
        provisionRequested,
        provisionDelivered,
    ]

    /// A holder was asked to deliver data.
    public static let provisionRequested = EventForm(
        "provision.requested",
        "A holder was asked to deliver data.",
        requires: [datasets, organisation, dueBy],
        allows: [permits],
        terms: ["eu-ehds:A68-11"]
    )

    /// A holder delivered data.
    public static let provisionDelivered = EventForm(
        "provision.delivered",
        "A holder delivered data.",
        requires: [datasets, organisation],
        allows: [permits, outputRoot]
    )
}
