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
    /// - Throws: ``VaultError`` with code `vault.institution-key` where that key was replaced meanwhile, or
    ///   `PostgresError`.
    public func subject(localID: [UInt8]) async throws -> Subject {
        let code = LookupCode(localID: localID, origin: origin)
        if let id = try await find(code) { return Subject(id: id, isNew: false) }
        let id = try SubjectID.random()
        let wrapped = try WrappedKey(SymmetricKey.random(), under: institutionKey)
        let added = try await database.query(
            Statements.addSubject,
            [
                .int32(ledger), .text(id.description), .bytes(code.lookup(under: institutionKey)),
                .bytes(code.wrapped(under: institutionKey)), .text(wrapped.keyID.description), .bytes(wrapped.bytes),
                .text(institutionKey.id.description),
            ]
        )
        if added.count == 1 { return Subject(id: id, isNew: true) }
        if let id = try await find(code) { return Subject(id: id, isNew: false) }
        throw VaultError(.institutionKey, "The institution key was replaced; open the vault with the new one.")
    }

    /// Finds a subject by its local id.
    ///
    /// - Parameter localID: The bytes that it was created with.
    /// - Returns: The subject's id, or `nil` where the vault doesn't know it or has erased it.
    /// - Throws: `PostgresError`.
    public func find(localID: [UInt8]) async throws -> SubjectID? {
        try await find(LookupCode(localID: localID, origin: origin))
    }

    private func find(_ code: LookupCode) async throws -> SubjectID? {
        let lookup = try code.lookup(under: institutionKey)
        let rows = try await database.query(Statements.findSubject, [.int32(ledger), .bytes(lookup)])
        return try rows.first.map { try SubjectID(parsing: $0.text(0).utf8) }
    }

    func wrappedKey(of subject: SubjectID) async throws -> WrappedKey {
        let rows = try await database.query(Statements.readSubject, [.int32(ledger), .text(subject.description)])
        guard let row = rows.first else { throw VaultError.absent(subject) }
        return try WrappedKey(keyID: KeyID(parsing: row.text(0).utf8), bytes: row.bytes(1))
    }
}

extension VaultError {
    static func absent(_ subject: SubjectID) -> VaultError {
        VaultError(.subjectAbsent, "The vault has no subject \(subject): it was never enrolled here, or is erased.")
    }
}
