internal import CairnCrypto
internal import CairnPostgres

extension Vault {
    /// Finds a subject by its local id, or creates it with a random id and a key of its own.
    ///
    /// The vault keeps a code of the local id and not the local id itself: seal that in the enrolment event. Callers at
    /// the same time, in any number of processes, get the same subject, and one of them gets it as new.
    ///
    /// - Parameter localID: The bytes that identify the subject here, always in the same form, for instance issuer and
    ///   patient number.
    /// - Returns: The subject.
    /// - Throws: ``VaultError`` with code `vault.institution-key` where that key was replaced meanwhile, `vault.context`
    ///   or `vault.key-modified` where the subject's row was changed, or `vault.subject-absent` where it was erased
    ///   meanwhile; `PostgresError`.
    public func subject(localID: [UInt8]) async throws -> Subject {
        let code = LookupCode(localID: localID, origin: origin)
        if let id = try await find(code) { return Subject(id: id, isNew: false) }
        let id = try SubjectID.random()
        let key = try WrappedKey(SymmetricKey.random(), of: id, in: origin, under: institutionKey)
        let wrappedCode = try code.wrapped(.subjectCode(of: id, key.keyID, in: origin), under: lookupKeys)
        let added = try await database.query(
            Statements.addSubject,
            inUse + [
                .text(id.description), .bytes(code.lookup(under: lookupKeys).bytes), .bytes(wrappedCode.bytes),
                .text(key.keyID.description), .bytes(key.wrapped.bytes),
            ]
        )
        if added.count == 1 { return Subject(id: id, isNew: true) }
        if let id = try await find(code) { return Subject(id: id, isNew: false) }
        throw VaultError(.subjectAbsent, "Another created this subject and it was erased at once; ask again.")
    }

    /// Finds a subject by its local id.
    ///
    /// - Parameter localID: The bytes that it was created with.
    /// - Returns: The subject's id, or `nil` where the vault doesn't know it or has erased it.
    /// - Throws: ``VaultError`` with code `vault.institution-key` where that key was replaced, `vault.context` or
    ///   `vault.key-modified` where the subject's row was changed; `PostgresError`.
    public func find(localID: [UInt8]) async throws -> SubjectID? {
        try await find(LookupCode(localID: localID, origin: origin))
    }

    private func find(_ code: LookupCode) async throws -> SubjectID? {
        let lookup = code.lookup(under: lookupKeys)
        let rows = try await database.query(Statements.findSubject, inUse + [.bytes(lookup.bytes)])
        guard let subject = try stored(rows) else { return nil }
        guard try subject.code(in: origin, under: lookupKeys) == code else {
            throw VaultError.foundByAnother("subject \(subject.id)")
        }
        return subject.id
    }

    func wrappedKey(of subject: SubjectID) async throws -> WrappedKey {
        let rows = try await database.query(Statements.readSubject, inUse + [.text(subject.description)])
        guard let stored = try stored(rows) else { throw VaultError.absent(subject) }
        guard stored.id == subject else { throw VaultError.foundByAnother("subject \(stored.id)") }
        return stored.key
    }

    /// The subject of the one row, which is empty where there is none; no row means that the keys were replaced.
    private func stored(_ rows: [QueryResult.Row]) throws -> StoredSubject? {
        guard let row = rows.first else { throw VaultError.replaced }
        return try row.isNull(0) ? nil : StoredSubject(row)
    }
}

extension VaultError {
    static func absent(_ subject: SubjectID) -> VaultError {
        VaultError(.subjectAbsent, "The vault has no subject \(subject): it was never enrolled here, or is erased.")
    }
}
