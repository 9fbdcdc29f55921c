public import CairnCrypto
public import CairnLog
public import CairnModel
public import CairnPostgres

/// Makes a ledger: its row and partition, and submission 0, by which the ledger key creates it and registers the first keys.
public enum LedgerCreation {
    /// The name of the key that registers others, for a ledger: `registrar.` and the first segment of its name.
    ///
    /// - Throws: `ModelError` with code `name.invalid` where that is too long.
    public static func registrarName(of origin: Origin) throws(ModelError) -> KeyName {
        try name("registrar", of: origin)
    }

    /// The name of the key for the day when the others are lost or stolen, for a ledger: `recovery.` and the first
    /// segment of its name.
    ///
    /// - Throws: `ModelError` with code `name.invalid` where that is too long.
    public static func recoveryName(of origin: Origin) throws(ModelError) -> KeyName {
        try name("recovery", of: origin)
    }

    private static func name(_ role: String, of origin: Origin) throws(ModelError) -> KeyName {
        try Origin("\(role).\(origin.description.prefix { $0 != "/" })").keyName
    }

    /// Creates a ledger, whole or not at all.
    ///
    /// - Parameters:
    ///   - database: The address of an administrator who may also append.
    ///   - origin: The ledger's name, for ever.
    ///   - ledgerKey: The key that signs submission 0, and checkpoints from then on.
    ///   - registrar: The first key, with the roles `key` and `ledger`.
    ///   - recovery: A key with the role `recovery`, of which the private part is kept offline from then on.
    ///   - predecessor: The last checkpoint of the ledger that this one goes on for: the whole signed note.
    ///   - time: When the ledger was created.
    /// - Throws: ``CairnError`` with code `origin.exists`, or the database's error.
    public static func create(
        in database: DatabaseAddress,
        origin: Origin,
        ledgerKey: borrowing Ed25519PrivateKey,
        registrar: VerifierKey,
        recovery: VerifierKey,
        predecessor: [UInt8]? = nil,
        time: Timestamp
    ) async throws {
        let key = VerifierKey(name: origin.keyName, publicKey: ledgerKey.publicKey)
        let events: [any Event] = [
            LedgerCreated(
                origin: origin,
                key: key,
                predecessor: predecessor.map { String(decoding: $0, as: UTF8.self) }
            ),
            KeyRegistered(key: registrar, roles: [.key, .ledger]),
            KeyRegistered(key: recovery, roles: [.recovery]),
        ]
        let bodies = try events.map {
            try Body($0, id: try EventID.random(at: time), source: "urn:cairn:\(origin)", time: time)
        }
        let statement = try SubmissionStatement(
            origin: origin,
            author: key,
            number: 0,
            previous: .zero,
            anchor: .none,
            bodies: bodies
        )
        let submission = try Submission(signing: statement, with: ledgerKey)
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        try await connection.withTransaction { try await store(submission, bodies, [key, registrar, recovery], $0) }
    }

    /// Lets a login append for a key; without a login, the one of this connection.
    ///
    /// - Throws: The database's error.
    public static func bind(
        _ author: VerifierKey,
        to login: String?,
        of origin: Origin,
        in database: DatabaseAddress
    ) async throws {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        let ledger = try await connection.query(SQL.ledger, [.text("\(origin)")]).only().int64(0)
        let parameters: [Parameter] = [
            .int32(Int32(ledger)), .text("\(author)"), login.map { .text($0) } ?? .null,
        ]
        try await connection.query(SQL.bindAuthor, parameters)
    }

    private static func store(
        _ submission: Submission,
        _ bodies: [Body],
        _ authors: [VerifierKey],
        _ connection: Connection
    ) async throws {
        let origin = submission.statement.origin
        let existing = try await connection.query(SQL.ledger, [.text("\(origin)")])
        guard existing.rows.isEmpty else {
            throw CairnError(.exists, "the ledger \(origin) is in this database already")
        }
        let ledger = Int32(try await connection.query(SQL.createLedger, [.text("\(origin)")]).only().int64(0))
        try await connection.query(SQL.bindLogin, [.int32(ledger), .null])
        for author in authors {
            try await connection.query(SQL.bindAuthor, [.int32(ledger), .text("\(author)"), .null])
        }
        let parameters: [Parameter] = [
            .int32(ledger), .bytes(submission.note.bytes), .ids(bodies.lazy.map(\.id)),
            .bytesArray(bodies.map(\.bytes)),
        ]
        try await connection.query(SQL.append, parameters)
    }
}

extension EventID {
    /// A new version 7 id.
    ///
    /// - Throws: `CryptoError` where the system has no randomness.
    public static func random(at time: Timestamp) throws(CryptoError) -> EventID {
        version7(at: time, random: try Random.bytes(10))
    }
}
