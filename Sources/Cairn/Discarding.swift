public import CairnModel
public import CairnPostgres

/// Takes away the bodies of a submission that doesn't count: they are nobody's statement.
public enum Discarding {
    /// Discards the bodies of the submission that starts at an index, as the ledger's administrator.
    ///
    /// Its entries and its note stay.
    ///
    /// - Parameters:
    ///   - firstIndex: The first index of the submission, which is sealed and doesn't count.
    ///   - origin: The ledger.
    ///   - database: The address of an administrator.
    /// - Returns: The number of bodies that are gone now.
    /// - Throws: ``CairnError`` with code `origin.unknown` or `discard.refused`, or the database's error.
    public static func discard(
        from firstIndex: UInt64,
        of origin: Origin,
        in database: DatabaseAddress
    ) async throws -> Int {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        guard let row = try await connection.query(SQL.ledger, [.text("\(origin)")]).rows.first else {
            throw CairnError(.noLedger, "\(origin) is not in this database")
        }
        guard let first = Int64(exactly: firstIndex) else {
            throw CairnError(.discardRefused, "no submission starts at entry \(firstIndex)")
        }
        let parameters: [Parameter] = [.int32(Int32(try row.int64(0))), .int64(first)]
        do { return Int(try await connection.query(SQL.discard, parameters).only().int64(0)) } catch {
            throw CairnError.told(error)
        }
    }
}
