public import CairnModel
public import CairnPostgres

/// Where one ledger's subject keys and sealed payloads live: the only place from which anything can be erased.
///
/// Entries have subject ids, key ids and commitments; names, local ids and free text are here, encrypted under a key
/// for each subject, and these keys wrapped under the institution's key, which is no part of the database. What is
/// wrapped says which row of which ledger it belongs to, so a row that was swapped or changed is an error and never an
/// answer.
public final class Vault: Sendable {
    /// The ledger that the vault belongs to.
    public let origin: Origin
    let database: VaultDatabase
    let ledger: Int32
    let institutionKey: InstitutionKey
    let lookupKeys: LookupKeys

    init(
        database: VaultDatabase,
        ledger: Int32,
        origin: Origin,
        institutionKey: consuming InstitutionKey,
        lookupKeys: consuming LookupKeys
    ) {
        self.database = database
        self.ledger = ledger
        self.origin = origin
        self.institutionKey = institutionKey
        self.lookupKeys = lookupKeys
    }

    /// Opens a ledger's vault.
    ///
    /// The first time, the key is recorded as the ledger's institution key; from then on no other is taken.
    ///
    /// - Parameters:
    ///   - address: The database, with a login of the role vault.
    ///   - ledger: The id of the ledger in this database.
    ///   - origin: The name of the same ledger.
    ///   - institutionKey: The key that the ledger's data keys are wrapped with.
    /// - Returns: The vault.
    /// - Throws: ``VaultError`` with code `vault.not-bound`, `vault.institution-key`, `vault.key-modified` or
    ///   `vault.context`, or `PostgresError`.
    public static func open(
        address: DatabaseAddress,
        ledger: Int32,
        origin: Origin,
        institutionKey: consuming InstitutionKey
    ) async throws -> Vault {
        let id = institutionKey.id
        let database = VaultDatabase(address)
        var rows = try await database.query(Statements.readInstitutionKey, [.int32(ledger)])
        if rows.isEmpty {
            try await Vault.requireBound(database, ledger)
            let first = try LookupKeys(newUnder: institutionKey, in: origin)
            _ = try await database.query(
                Statements.addInstitutionKey,
                [
                    .int32(ledger), .text(id.description), .bytes(first.wrappedLookupKey.bytes),
                    .bytes(first.wrappedCodeKey.bytes),
                ]
            )
            rows = try await database.query(Statements.readInstitutionKey, [.int32(ledger)])
        }
        guard let row = rows.first else {
            throw VaultError(
                .institutionKey,
                "The vault shows no institution key: check the privileges of its login; if the vault has subjects, "
                    + "restore the row of cairn_vault.institution_key from a backup."
            )
        }
        let recorded = try row.text(0)
        guard recorded == id.description else {
            throw VaultError(
                .institutionKey,
                "The vault's keys are wrapped under institution key \(recorded), not under \(id): give that key's file."
            )
        }
        let lookupKeys = try LookupKeys(
            lookupKey: WrappedSecret(stored: row.bytes(1)),
            codeKey: WrappedSecret(stored: row.bytes(2)),
            under: institutionKey,
            in: origin
        )
        return Vault(
            database: database,
            ledger: ledger,
            origin: origin,
            institutionKey: institutionKey,
            lookupKeys: lookupKeys
        )
    }

    /// Fails where the vault's rows of the ledger are shown to other logins than this one.
    private static func requireBound(_ database: VaultDatabase, _ ledger: Int32) async throws {
        guard let row = try await database.query(Statements.readLogin, [.int32(ledger)]).first else { return }
        guard try row.bool(1) else {
            throw VaultError(
                .notBound,
                "The login \(try row.text(0)) is not bound to ledger \(ledger): have an administrator run "
                    + "SELECT cairn.bind_login(\(ledger), '\(try row.text(0))')."
            )
        }
    }

    /// The id of the institution key.
    public var institutionKeyID: KeyID { institutionKey.id }

    /// Ends the vault's connection, once what was asked is answered.
    ///
    /// The next call makes another.
    public func close() {
        database.close()
    }

    /// The first two parameters of each statement that depends on the keys: the ledger, and the lookup key in use.
    var inUse: [Parameter] { [.int32(ledger), .bytes(lookupKeys.wrappedLookupKey.bytes)] }
}

extension VaultError {
    /// The error where the database has another lookup key than the vault was opened with.
    static let replaced = VaultError(
        .institutionKey,
        "The institution key was replaced; open the vault with the new one."
    )
}
