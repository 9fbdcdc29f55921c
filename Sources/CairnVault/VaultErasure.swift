internal import CairnCrypto
public import CairnModel
internal import CairnPostgres

extension Vault {
    /// Destroys a subject's key, its payloads and whatever else leads to it, in one transaction.
    ///
    /// The event that records the erasure is made in the same transaction and kept, so that it is never lost: after a
    /// crash, ask again and append the same body. Copies in the database's backups can still be unwrapped by this
    /// institution key; the erasure is complete once ``rotated(to:)`` has replaced it and it is destroyed.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - makeBody: Makes the event that lists the key ids that it is given.
    /// - Returns: The body to append.
    /// - Throws: ``VaultError`` with code `vault.subject-absent`, with `vault.institution-key` where that key was
    ///   replaced, or with `vault.context` or `vault.key-modified` where the row was changed, so that it isn't certain
    ///   whose key would be destroyed; what `makeBody` throws; `PostgresError`. Then nothing has changed.
    public func erase(
        _ subject: SubjectID,
        recordedBy makeBody: ([KeyID]) throws -> Body
    ) async throws -> Erasure {
        let fingerprint = Fingerprint(code: LookupCode(erasing: subject, origin: origin))
        let body = try await database.withTransaction { [self] connection -> Body? in
            guard try await !connection.query(Statements.shareLookupKey, inUse).rows.isEmpty else {
                throw VaultError.replaced
            }
            let row: [Parameter] = [.int32(ledger), .text(subject.description)]
            guard let locked = try await connection.query(Statements.lockSubject, row).rows.first else { return nil }
            // What is destroyed is the subject's own key, and what leads to the subject is in this row.
            let stored = try StoredSubject(locked)
            guard stored.id == subject else { throw VaultError.foundByAnother("subject \(stored.id)") }
            _ = try stored.key.key(in: origin, under: institutionKey)
            _ = try stored.code(in: origin, under: lookupKeys)
            let body = try makeBody([stored.key.keyID])
            let key: [Parameter] = [.int32(ledger), .text(stored.key.keyID.description)]
            _ = try await connection.query(Statements.eraseImports, key)
            _ = try await connection.query(Statements.erasePayloads, key)
            _ = try await connection.query(Statements.eraseSubject, row)
            let context = WrappingContext.importCode(of: body.id, body: SHA256.hash(body.bytes), in: origin)
            _ = try await connection.query(
                Statements.addImport,
                [
                    .int32(ledger), .bytes(fingerprint.code.lookup(under: lookupKeys).bytes),
                    .bytes(fingerprint.code.wrapped(context, under: lookupKeys).bytes), .uuid(body.id.bytes),
                    .bytes(body.bytes),
                ]
            )
            return body
        }
        if let body { return Erasure(subject: subject, body: body) }
        guard let earlier = try await imported(fingerprint) else { throw VaultError.absent(subject) }
        return Erasure(subject: subject, body: earlier)
    }
}
