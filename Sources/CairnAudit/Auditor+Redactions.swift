import CairnModel
import CairnPostgres

extension Auditor {
    /// The entries in a range whose bodies redactions took away, in order: those that are projected.
    ///
    /// - Throws: The database's error.
    public func redactedEntries(from first: UInt64, below end: UInt64) async throws -> [RedactedEntry] {
        try await connection.rows(
            PackageResources.redacted_entries_sql,
            [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        ).map { row in
            RedactedEntry(
                origin: origin,
                index: UInt64(try row.int64(0)),
                type: EventType(try row.text(1)),
                redactedBy: UInt64(try row.int64(2))
            )
        }
    }

    /// What redactions took away, among the entries that are known, of the types of events that are read.
    func redactions(of read: FamiliesRead, known: UInt64) async throws -> RedactedTypes {
        var counts: [String: UInt64] = [:]
        for row in try await connection.rows(
            PackageResources.redacted_types_sql,
            [.int32(ledger), .int64(Int64(known))]
        ) {
            let type = EventType(try row.text(0))
            if read.contains(type) { counts[type.name] = UInt64(try row.int64(1)) }
        }
        return RedactedTypes(counts)
    }
}
