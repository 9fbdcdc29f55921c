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
        let renewed = Vault(pool: pool, ledger: ledger, origin: origin, institutionKey: newKey)
        try await pool.withTransaction { [self] connection in
            let current = try await connection.query(Statements.lockInstitutionKey, [.int32(ledger)]).first
            guard try current?.text(0) == institutionKey.id.description else {
                throw VaultError(.institutionKey, "The institution key was replaced; open the vault with the new one.")
            }
            var subject: String? = ""
            while let last = subject {
                subject = try await rewrapSubjects(after: last, page: page, for: renewed, on: connection)
            }
            var place: ImportPlace? = .start
            while let last = place {
                place = try await rewrapImports(after: last, page: page, for: renewed, on: connection)
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
        page: Int64,
        for renewed: Vault,
        on connection: Connection
    ) async throws -> String? {
        let rows = try await connection.query(
            Statements.lockSubjectsAfter,
            [.int32(ledger), .text(last), .int64(page)]
        )
        var subjects: [String] = []
        var lookups: [[UInt8]] = []
        var codes: [[UInt8]] = []
        var keys: [[UInt8]] = []
        for row in rows {
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

    /// How far the imports were wrapped anew: in the order of event ids, which a rotation doesn't change.
    private struct ImportPlace {
        let event: [UInt8]
        let fingerprint: [UInt8]

        static let start = ImportPlace(event: [UInt8](repeating: 0, count: 16), fingerprint: [])
    }

    /// Wraps a page of imports' codes anew, and returns the last place of the page.
    private func rewrapImports(
        after last: ImportPlace,
        page: Int64,
        for renewed: Vault,
        on connection: Connection
    ) async throws -> ImportPlace? {
        let rows = try await connection.query(
            Statements.lockImportsAfter,
            [.int32(ledger), .uuid(last.event), .bytes(last.fingerprint), .int64(page)]
        )
        var end: ImportPlace?
        var fingerprints: [[UInt8]] = []
        var lookups: [[UInt8]] = []
        var codes: [[UInt8]] = []
        for row in rows {
            let code = try LookupCode(unwrapping: row.bytes(2), under: institutionKey)
            end = try ImportPlace(event: row.uuid(0), fingerprint: row.bytes(1))
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
