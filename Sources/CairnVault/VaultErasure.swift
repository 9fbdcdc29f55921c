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
    /// - Throws: ``VaultError`` with code `vault.subject-absent`, what `makeBody` throws, or `PostgresError`.
    public func erase(
        _ subject: SubjectID,
        recordedBy makeBody: ([KeyID]) throws -> Body
    ) async throws -> Erasure {
        let fingerprint = Fingerprint(code: LookupCode(erasing: subject, origin: origin))
        let body = try await database.withTransaction { [self] connection -> Body? in
            let place: [Parameter] = [.int32(ledger), .text(subject.description)]
            guard let row = try await connection.query(Statements.lockSubject, place).rows.first else { return nil }
            let keyID = try KeyID(parsing: row.text(0).utf8)
            let body = try makeBody([keyID])
            let key: [Parameter] = [.int32(ledger), .text(keyID.description)]
            _ = try await connection.query(Statements.eraseImports, key)
            _ = try await connection.query(Statements.erasePayloads, key)
            _ = try await connection.query(Statements.eraseSubject, place)
            let added = try await connection.query(
                Statements.addImport,
                [
                    .int32(ledger), .bytes(fingerprint.code.lookup(under: institutionKey)),
                    .bytes(fingerprint.code.wrapped(under: institutionKey)), .uuid(body.id.bytes), .bytes(body.bytes),
                    .text(institutionKey.id.description),
                ]
            )
            guard added.rows.count == 1 else {
                throw VaultError(.institutionKey, "The institution key was replaced; open the vault with the new one.")
            }
            return body
        }
        if let body { return Erasure(subject: subject, body: body) }
        guard let earlier = try await imported(fingerprint) else { throw VaultError.absent(subject) }
        return Erasure(subject: subject, body: earlier)
    }
}
