import CairnPostgres

extension Projector {
    /// Removes what was projected of the entries whose bodies the redactions in a range took away.
    ///
    /// It is part of the transaction that projects the redactions. The sealer takes the bodies away in the transaction
    /// of the checkpoint that shows the redactions, so they are gone by now, or stay.
    func removeRedacted(_ connection: Connection, from first: UInt64, below end: UInt64) async throws {
        let range: [Parameter] = [.int32(ledger), .int64(Int64(first)), .int64(Int64(end))]
        let taken = Statement(name: "", sql: PackageResources.taken_away_sql)
        let entries = try await connection.query(taken, range).rows.map { try $0.int64(0) }
        guard !entries.isEmpty else { return }
        for sql in Projection.all.map(\.remove) {
            try await connection.query(Statement(name: "", sql: sql), [.int64Array(entries)])
        }
        try await connection.rows(PackageResources.remove_skipped_sql, [.int64Array(entries)])
    }

    /// The entries below a position of which the projections at that position may still show rows, though a later
    /// redaction has taken their bodies away.
    func toBeProjected(_ connection: Connection, below position: UInt64) async throws -> [Int64] {
        let statement = Statement(name: "", sql: PackageResources.to_be_projected_sql)
        return try await connection.query(statement, [.int32(ledger), .int64(Int64(position))]).rows.map {
            try $0.int64(0)
        }
    }
}
