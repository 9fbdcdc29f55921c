internal import CairnModel
internal import CairnPostgres

extension Vault {
    /// Wraps every live key under a new institution key, in one transaction.
    ///
    /// From then on this vault, and every other that is open under the old key, can't unwrap or find anything. Destroy
    /// the old key's file afterwards, and its copies: then no backup of the database can bring back what was erased, or
    /// lead from a local id to an erased subject. Takes time in proportion to the subjects and imports of the ledger.
    ///
    /// - Parameter newKey: The new institution key, whose file is written already.
    /// - Returns: The vault under the new key.
    /// - Throws: ``VaultError`` with code `vault.institution-key` where the key was replaced by others meanwhile, or
    ///   `vault.key-modified` where a key doesn't unwrap, or `PostgresError`; then nothing has changed.
    public func rotated(to newKey: consuming InstitutionKey) async throws -> Vault {
        try await rotated(to: newKey, page: 1_000)
    }

    func rotated(to newKey: consuming InstitutionKey, page: Int64) async throws -> Vault {
        let renewed = Vault(database: database, ledger: ledger, origin: origin, institutionKey: newKey)
        try await database.withTransaction { [self] connection in
            let current = try await connection.query(Statements.lockInstitutionKey, [.int32(ledger)])
            guard try current.rows.first?.text(0) == institutionKey.id.description else {
                throw VaultError(.institutionKey, "The institution key was replaced; open the vault with the new one.")
            }
            var subject: String? = ""
            while let last = subject {
                subject = try await rewrapSubjects(after: last, size: page, for: renewed, on: connection)
            }
            var event: [UInt8]? = [UInt8](repeating: 0, count: 16)
            while let last = event {
                event = try await rewrapImports(after: last, size: page, for: renewed, on: connection)
            }
            _ = try await connection.query(
                Statements.replaceInstitutionKey,
                [.int32(ledger), .text(renewed.institutionKey.id.description)]
            )
        }
        return renewed
    }

    /// Wraps a page of data keys anew, and returns the last subject of the page.
    private func rewrapSubjects(
        after last: String,
        size: Int64,
        for renewed: Vault,
        on connection: Connection
    ) async throws -> String? {
        let page = try await connection.query(
            Statements.lockSubjectsAfter,
            [.int32(ledger), .text(last), .int64(size)]
        )
        var subjects: [String] = []
        var lookups: [[UInt8]] = []
        var codes: [[UInt8]] = []
        var keys: [[UInt8]] = []
        for row in page.rows {
            let code = try LookupCode(unwrapping: row.bytes(1), under: institutionKey)
            let wrapped = try WrappedKey(keyID: KeyID(parsing: row.text(2).utf8), bytes: row.bytes(3))
            subjects.append(try row.text(0))
            lookups.append(try code.lookup(under: renewed.institutionKey))
            codes.append(try code.wrapped(under: renewed.institutionKey))
            keys.append(try wrapped.rewrapped(from: institutionKey, to: renewed.institutionKey).bytes)
        }
        _ = try await connection.query(
            Statements.rewrapSubjects,
            [.int32(ledger), .textArray(subjects), .bytesArray(lookups), .bytesArray(codes), .bytesArray(keys)]
        )
        return subjects.last
    }

    /// Wraps a page of imports' codes anew, and returns the last event id of the page.
    private func rewrapImports(
        after last: [UInt8],
        size: Int64,
        for renewed: Vault,
        on connection: Connection
    ) async throws -> [UInt8]? {
        let page = try await connection.query(
            Statements.lockImportsAfter,
            [.int32(ledger), .uuid(last), .int64(size)]
        )
        var end: [UInt8]?
        var fingerprints: [[UInt8]] = []
        var lookups: [[UInt8]] = []
        var codes: [[UInt8]] = []
        for row in page.rows {
            let code = try LookupCode(unwrapping: row.bytes(2), under: institutionKey)
            end = try row.bytes(0)
            fingerprints.append(try row.bytes(1))
            lookups.append(try code.lookup(under: renewed.institutionKey))
            codes.append(try code.wrapped(under: renewed.institutionKey))
        }
        _ = try await connection.query(
            Statements.rewrapImports,
            [.int32(ledger), .bytesArray(fingerprints), .bytesArray(lookups), .bytesArray(codes)]
        )
        return end
    }
}
