public import CairnCrypto
public import CairnLog
public import CairnModel
public import CairnPostgres

/// Makes a ledger: its row and partition, and submission 0, by which the ledger key creates it and registers the first key.
public enum LedgerCreation {
    /// Creates a ledger, whole or not at all.
    ///
    /// - Parameters:
    ///   - database: The address of an administrator who may also append.
    ///   - origin: The ledger's name, for ever.
    ///   - ledgerKey: The key that signs submission 0, and checkpoints from then on.
    ///   - registrar: The first key, with the roles `key` and `ledger`.
    ///   - time: When the ledger was created.
    /// - Throws: ``CairnError`` with code `origin.exists`, or the database's error.
    public static func create(
        in database: DatabaseAddress,
        origin: Origin,
        ledgerKey: borrowing Ed25519PrivateKey,
        registrar: VerifierKey,
        time: Timestamp
    ) async throws {
        let key = VerifierKey(name: origin.keyName, publicKey: ledgerKey.publicKey)
        let bodies = [
            try Body(
                LedgerCreated(origin: origin, key: key),
                id: try EventID.random(at: time),
                source: "urn:cairn:\(origin)",
                time: time
            ),
            try Body(
                KeyRegistered(key: registrar, roles: [.key, .ledger]),
                id: try EventID.random(at: time),
                source: "urn:cairn:\(origin)",
                time: time
            ),
        ]
        let statement = try SubmissionStatement(
            origin: origin,
            author: key,
            number: 0,
            previous: .zero,
            anchor: .zero,
            count: bodies.count,
            root: Submission.root(of: bodies.map(\.hash))
        )
        let submission = try Submission(signing: statement, with: ledgerKey)
        try await store(submission, bodies, in: database, registrar: registrar)
    }

    /// Lets a login append for a key that the entry with this leaf hash registered; without a login, the one of this connection.
    ///
    /// - Throws: The database's error.
    public static func bind(
        _ author: VerifierKey,
        to login: String?,
        registeredBy leafHash: Hash,
        of origin: Origin,
        in database: DatabaseAddress
    ) async throws {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        let ledger = try await connection.query(SQL.ledger, [.text("\(origin)")]).only().int64(0)
        let parameters: [Parameter] = [
            .int32(Int32(ledger)), .text("\(author)"), login.map { .text($0) } ?? .null, .bytes(leafHash.bytes),
        ]
        try await connection.query(SQL.bindAuthor, parameters)
    }

    private static func store(
        _ submission: Submission,
        _ bodies: [Body],
        in database: DatabaseAddress,
        registrar: VerifierKey
    ) async throws {
        let connection = try await Connection.connect(database)
        defer { connection.close() }
        try await connection.withTransaction { try await store(submission, bodies, registrar, $0) }
    }

    private static func store(
        _ submission: Submission,
        _ bodies: [Body],
        _ registrar: VerifierKey,
        _ connection: Connection
    ) async throws {
        let statement = submission.statement
        let existing = try await connection.query(SQL.ledger, [.text("\(statement.origin)")])
        guard existing.rows.isEmpty else {
            throw CairnError(.exists, "the ledger \(statement.origin) is in this database already")
        }
        let ledger = Int32(try await connection.query(SQL.createLedger, [.text("\(statement.origin)")]).only().int64(0))
        try await connection.query(SQL.bindLogin, [.int32(ledger), .null])
        let key = "\(statement.author)"
        try await connection.query(SQL.bindAuthor, [.int32(ledger), .text(key), .null, .bytes(Hash.zero.bytes)])
        let parameters: [Parameter] = [
            .int32(ledger), .bytes(submission.note.bytes), .ids(bodies.lazy.map(\.id)),
            .bytesArray(bodies.map(\.bytes)),
        ]
        try await connection.query(SQL.append, parameters)
        let receipt = try await connection.query(SQL.receipts, [.int32(ledger), .ids(bodies.suffix(1).map(\.id))])
        let registration = try receipt.only().bytes(4)
        try await connection.query(
            SQL.bindAuthor,
            [.int32(ledger), .text("\(registrar)"), .null, .bytes(registration)]
        )
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
