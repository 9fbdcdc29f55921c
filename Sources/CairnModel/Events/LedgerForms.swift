extension Vocabulary {
    /// Events of the family `ledger`: the ledger itself.
    static let ledgerForms: [EventForm] = [
        ledgerCreated,
        ledgerKeyChanged,
    ]

    /// The ledger begins.
    public static let ledgerCreated = EventForm(
        "ledger.created",
        "The ledger begins.",
        requires: [origin, key]
    )

    /// From this entry on, checkpoints need another ledger key.
    public static let ledgerKeyChanged = EventForm(
        "ledger.key-changed",
        "From this entry on, checkpoints need another ledger key.",
        requires: [key]
    )
}
