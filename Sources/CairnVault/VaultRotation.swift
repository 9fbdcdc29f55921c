internal import CairnCrypto
internal import CairnModel
internal import CairnPostgres

extension Vault {
    /// Wraps every live key under a new institution key and makes every lookup code under a new lookup key.
    ///
    /// It is one transaction: until it is committed, every vault that is open under the old key finds everything; from
    /// then on each call of such a vault fails with `vault.institution-key`. Where the answer to the commit was lost, the
    /// key that opens the vault is the one in use. Destroy the old key's file afterwards, and its copies: then no backup
    /// of the database can bring back what was erased, or lead from a local id to an erased subject. Takes time in
    /// proportion to the subjects and imports of the ledger; enrolments, imports and erasures wait for it.
    ///
    /// - Parameter newKey: The new institution key, whose file is written already.
    /// - Returns: The vault under the new key.
    /// - Throws: ``VaultError`` with code `vault.institution-key` where the key was replaced by others meanwhile, or is
    ///   the one in use; `vault.key-modified` or `vault.context` where a row was changed; or `PostgresError`. Then
    ///   nothing has changed.
    public func rotated(to newKey: consuming InstitutionKey) async throws -> Vault {
        try await rotated(to: newKey, page: 1_000)
    }

    func rotated(to newKey: consuming InstitutionKey, page: Int64) async throws -> Vault {
        guard newKey.id != institutionKey.id else {
            throw VaultError(.institutionKey, "This institution key is the one in use: rotate to a new one.")
        }
        let lookupKeys = try LookupKeys(newUnder: newKey, in: origin)
        let renewed = Vault(
            database: database,
            ledger: ledger,
            origin: origin,
            institutionKey: newKey,
            lookupKeys: lookupKeys
        )
        try await database.withTransaction { [self] connection in
            guard try await !connection.query(Statements.lockLookupKey, inUse).rows.isEmpty else {
                throw VaultError.replaced
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
                inUse + [
                    .text(renewed.institutionKey.id.description),
                    .bytes(renewed.lookupKeys.wrappedLookupKey.bytes), .bytes(renewed.lookupKeys.wrappedCodeKey.bytes),
                ]
            )
        }
        return renewed
    }

    /// Renews the keys and codes of adjacent subjects, and returns the last of them.
    private func rewrapSubjects(
        after last: String,
        size: Int64,
        for renewed: Vault,
        on connection: Connection
    ) async throws -> String? {
        let read = try await connection.query(
            Statements.lockSubjectsAfter,
            [.int32(ledger), .text(last), .int64(size)]
        )
        var subjects: [String] = []
        var lookups: [[UInt8]] = []
        var codes: [[UInt8]] = []
        var keys: [[UInt8]] = []
        for row in read.rows {
            let stored = try StoredSubject(row)
            let code = try stored.code(in: origin, under: lookupKeys)
            let key = try stored.key.key(in: origin, under: institutionKey)
            let rewrapped = try WrappedKey(key, of: stored.id, in: origin, under: renewed.institutionKey)
            subjects.append(stored.id.description)
            lookups.append(code.lookup(under: renewed.lookupKeys).bytes)
            codes.append(try code.wrapped(stored.codeContext(in: origin), under: renewed.lookupKeys).bytes)
            keys.append(rewrapped.wrapped.bytes)
        }
        _ = try await connection.query(
            Statements.rewrapSubjects,
            [.int32(ledger), .textArray(subjects), .bytesArray(lookups), .bytesArray(codes), .bytesArray(keys)]
        )
        return subjects.last
    }

    /// Renews the codes of adjacent imports, and returns the last event id of them.
    private func rewrapImports(
        after last: [UInt8],
        size: Int64,
        for renewed: Vault,
        on connection: Connection
    ) async throws -> [UInt8]? {
        let read = try await connection.query(
            Statements.lockImportsAfter,
            [.int32(ledger), .uuid(last), .int64(size)]
        )
        var end: [UInt8]?
        var fingerprints: [[UInt8]] = []
        var lookups: [[UInt8]] = []
        var codes: [[UInt8]] = []
        for row in read.rows {
            let stored = try StoredImport(row, bodyHash: Hash(row.bytes(3)))
            let code = try stored.code(in: origin, under: lookupKeys)
            end = stored.event.bytes
            fingerprints.append(stored.fingerprint)
            lookups.append(code.lookup(under: renewed.lookupKeys).bytes)
            codes.append(try code.wrapped(stored.codeContext(in: origin), under: renewed.lookupKeys).bytes)
        }
        _ = try await connection.query(
            Statements.rewrapImports,
            [.int32(ledger), .bytesArray(fingerprints), .bytesArray(lookups), .bytesArray(codes)]
        )
        return end
    }
}
