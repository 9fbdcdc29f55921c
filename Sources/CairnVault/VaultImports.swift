internal import CairnCrypto
public import CairnModel
internal import CairnPostgres

extension Vault {
    /// What an import is found again by.
    ///
    /// - Parameter source: The bytes that identify what is imported, always in the same form.
    /// - Returns: The fingerprint.
    public func fingerprint(of source: [UInt8]) -> Fingerprint {
        Fingerprint(code: LookupCode(importing: source, origin: origin))
    }

    /// The event that was made of an import before.
    ///
    /// Appending it again is harmless, and needed where the first attempt may have been lost.
    ///
    /// - Parameter fingerprint: What the import is found again by.
    /// - Returns: The exact body, or `nil` where nothing was imported, or its subject was erased.
    /// - Throws: ``VaultError`` with code `vault.institution-key` where that key was replaced, `vault.context` or
    ///   `vault.key-modified` where the row or its body was changed; `PostgresError` or `BodyError`.
    public func imported(_ fingerprint: Fingerprint) async throws -> Body? {
        let lookup = fingerprint.code.lookup(under: lookupKeys)
        let rows = try await database.query(Statements.readImport, inUse + [.bytes(lookup.bytes)])
        guard let row = rows.first else { throw VaultError.replaced }
        guard try !row.isNull(0) else { return nil }
        let bytes = try row.bytes(3)
        let stored = try StoredImport(row, bodyHash: SHA256.hash(bytes))
        guard try stored.code(in: origin, under: lookupKeys) == fingerprint.code else {
            throw VaultError.foundByAnother("event \(stored.event)")
        }
        return try Body(checking: bytes)
    }
}
