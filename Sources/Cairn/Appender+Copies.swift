public import CairnModel
import CairnPostgres

extension Appender {
    /// The entries in this author's name that have one of some ids and don't count, with the reason.
    ///
    /// It is what a seal has found of what was appended before, by whoever it was. Appended again, such an event is recorded
    /// anew.
    ///
    /// - Parameter events: At most some thousands.
    /// - Returns: The index of each such entry, in order, and why it doesn't count.
    /// - Throws: The database's error.
    public func copiesThatDoNotCount(of events: [EventID]) async throws -> [(index: UInt64, code: String)] {
        let parameters: [Parameter] = [
            .int32(state.ledger), .text("\(author)"), .uuidArray(events.flatMap(\.bytes)),
        ]
        return try await connection.query(SQL.uncountedCopies, parameters).rows.map {
            (UInt64(bitPattern: try $0.int64(0)), try $0.text(1))
        }
    }
}
