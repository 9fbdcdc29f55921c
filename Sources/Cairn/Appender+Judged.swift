import CairnLog
public import CairnModel
import CairnPostgres

extension Appender {
    /// Up to which entry a note says that the ledger is sealed; 0 for what the ledger key has not signed, or, where that key
    /// isn't known, for what can't be so: a promise that nothing covers is kept.
    func sealedSize(_ note: [UInt8]) -> UInt64 {
        // Why it is none makes no difference.
        guard let signed = try? SignedNote(parsing: note), let checkpoint = try? Checkpoint(parsing: signed.text),
            checkpoint.origin == origin.keyName, checkpoint.size <= state.head.size
        else { return 0 }
        // As above.
        if let ledgerKey, (try? signed.verify(ledgerKey)) == nil { return 0 }
        return checkpoint.size
    }

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
