import CairnModel

extension CairnError {
    /// Why an event is not appended: an entry with another body has its id, in the body or in the database's look-up alone.
    static func taken(_ id: EventID, by index: Int64, isOfThisEvent: Bool) -> CairnError {
        CairnError(
            .idReused,
            isOfThisEvent
                ? "event \(id) is in the ledger with another body, as entry \(index): cairn show tells them apart; "
                    + "a new event needs an id of its own"
                : "the database's look-up names entry \(index) by the id \(id), which its body doesn't have: "
                    + "run cairn seal, which puts that right, and append again"
        )
    }
}
