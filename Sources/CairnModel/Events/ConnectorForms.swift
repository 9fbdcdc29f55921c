extension Vocabulary {
    /// Events of the family `connector`: what feeds the ledger.
    static let connectorForms: [EventForm] = [
        connectorGapDetected,
        connectorInventoryReconciled,
    ]

    /// Something that should have come was missing.
    public static let connectorGapDetected = EventForm(
        "connector.gap-detected",
        "Something that should have come was missing.",
        requires: [source, expected, seen],
        allows: [missing]
    )

    /// A store was compared with the ledger.
    public static let connectorInventoryReconciled = EventForm(
        "connector.inventory-reconciled",
        "A store was compared with the ledger.",
        requires: [source, missing, unexpected],
        allows: [objects]
    )
}
