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
    /// - Throws: `PostgresError`, or `BodyError` where the stored body was changed.
    public func imported(_ fingerprint: Fingerprint) async throws -> Body? {
        let lookup = try fingerprint.code.lookup(under: institutionKey)
        let rows = try await database.query(Statements.readImport, [.int32(ledger), .bytes(lookup)])
        return try rows.first.map { try Body(checking: $0.bytes(1)) }
    }
}
