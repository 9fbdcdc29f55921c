import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVault
import CairnVerification
import Foundation
import Testing

/// A ledger in a database of its own, with its keys and state file.
struct TestLedger {
    let database: TestDatabase
    let origin: Origin
    private let ledgerSeed = try? Random.bytes(32)
    private let registrarSeed = try? Random.bytes(32)
    private let recoverySeed = try? Random.bytes(32)
    let state = FileManager.default.temporaryDirectory.appending(path: "cairn-state-\(UUID().uuidString)").path

    /// Makes a ledger, in a database that is there or in a new one.
    init(_ name: String? = nil, in existing: TestDatabase? = nil, as creator: RoleLogin? = nil) async throws {
        origin = try name.map { try Origin($0) } ?? TestLedger.origin
        if let existing { database = existing } else { database = try await TestDatabase.migrated() }
        try await LedgerCreation.create(
            in: creator?.address ?? database.address,
            origin: origin,
            ledgerKey: Ed25519PrivateKey(seed: #require(ledgerSeed)),
            registrar: registrar(),
            recovery: recovery(),
            time: TestLedger.time
        )
    }

    static var origin: Origin { get throws { try Origin("ledger.hospital-a.example/test") } }
    static var time: Timestamp { get throws { try #require(Timestamp(microseconds: 1_780_000_000_000_000)) } }

    static func event(_ number: Int) -> ImageRejected {
        ImageRejected(reason: "unreadable", bytes: Int64(number), actor: "gateway", sealed: [])
    }

    static func body(_ number: Int) throws -> Body {
        try Body(event(number), id: EventID.random(at: time), source: "urn:test", time: time)
    }

    private func registrar() throws -> VerifierKey {
        let key = try Ed25519PrivateKey(seed: #require(registrarSeed))
        return VerifierKey(name: try LedgerCreation.registrarName(of: origin), publicKey: key.publicKey)
    }

    private func recovery() throws -> VerifierKey {
        let key = try Ed25519PrivateKey(seed: #require(recoverySeed))
        return VerifierKey(name: try LedgerCreation.recoveryName(of: origin), publicKey: key.publicKey)
    }

    var ledgerKey: VerifierKey {
        get throws {
            let key = try Ed25519PrivateKey(seed: #require(ledgerSeed))
            return VerifierKey(name: origin.keyName, publicKey: key.publicKey)
        }
    }

    /// An appender for the recovery key.
    func recoveryAppender() async throws -> Appender {
        try await Appender(
            database: database.address,
            origin: origin,
            author: recovery(),
            key: Ed25519PrivateKey(seed: #require(recoverySeed))
        )
    }

    /// Registers a key for each name in one submission each, and gives an appender for each.
    func register(
        _ names: [String],
        roles: [Role],
        login: RoleLogin? = nil,
        tell: (@Sendable (CairnError) -> Void)? = nil
    ) async throws -> [Appender] {
        var appenders: [Appender] = []
        for name in names {
            let key = try Ed25519PrivateKey()
            let author = VerifierKey(name: try KeyName(name), publicKey: key.publicKey)
            try await register(author, roles: roles, login: login)
            let address = login?.address ?? database.address
            appenders.append(
                try await Appender(database: address, origin: origin, author: author, key: key, tell: tell)
            )
        }
        return appenders
    }

    /// Registers a key, and lets a login append for it.
    func register(_ author: VerifierKey, roles: [Role], login: RoleLogin? = nil) async throws {
        let registrarAppender = try await Appender(
            database: database.address,
            origin: origin,
            author: registrar(),
            key: Ed25519PrivateKey(seed: #require(registrarSeed))
        )
        let event = KeyRegistered(key: author, roles: roles)
        _ = try await registrarAppender.append(event, source: "urn:test", time: TestLedger.time)
        await registrarAppender.close()
        try await LedgerCreation.bind(
            author,
            to: login?.name,
            of: origin,
            in: database.address
        )
    }

    func sealer(
        as login: RoleLogin? = nil,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) async throws -> Sealer {
        try await Sealer(
            database: login?.address ?? database.address,
            origin: origin,
            key: Ed25519PrivateKey(seed: #require(ledgerSeed)),
            stateFile: StateFile(state),
            snapshotFile: SnapshotFile(state + ".fold"),
            now: now
        )
    }

    func seal(as login: RoleLogin? = nil) async throws -> Sealer.Report {
        let sealer = try await sealer(as: login)
        do {
            let report = try await sealer.seal()
            await sealer.close()
            return report
        } catch {
            await sealer.close()
            throw error
        }
    }

    /// Makes the inclusion and the consistency proof of an index.
    func proofs(of index: UInt64, size: UInt64) async throws {
        let reader = try await LedgerReader(database: database.address, origin: origin)
        defer { reader.close() }
        _ = try await reader.inclusionProof(of: index, size: size)
        _ = try await reader.consistencyProof(from: index + 1, to: size)
    }

    /// A key and its verifier key, registered with some roles; registered nowhere without any.
    func author(_ name: String, roles: [Role]) async throws -> (seed: [UInt8], key: VerifierKey) {
        let seed = try Random.bytes(32)
        let author = VerifierKey(name: try KeyName(name), publicKey: try Ed25519PrivateKey(seed: seed).publicKey)
        if roles.isEmpty {
            try await LedgerCreation.bind(author, to: nil, of: origin, in: database.address)
        } else {
            try await register(author, roles: roles)
        }
        return (seed, author)
    }

    /// Appends an author's first submission, whatever its bodies are, and returns its first index.
    func append(_ bodies: [[UInt8]], by author: (seed: [UInt8], key: VerifierKey)) async throws -> UInt64 {
        let statement = try SubmissionStatement(
            origin: origin,
            author: author.key,
            number: 0,
            previous: .zero,
            anchor: try await head(),
            count: bodies.count,
            root: Submission.root(of: bodies.map { Body.hash(of: $0) })
        )
        let note = try Submission(signing: statement, with: Ed25519PrivateKey(seed: author.seed)).note.bytes
        let ids = try bodies.flatMap { _ in try EventID.random(at: TestLedger.time).bytes }
        let row = try await database.run(
            "SELECT first_index FROM cairn.append(1, $1, $2, $3)",
            [.bytes(note), .uuidArray(ids), .bytesArray(bodies)]
        )
        return UInt64(try row.only().int64(0))
    }

    /// The event that redacts an entry.
    func redaction(of index: UInt64, as type: EventType? = nil) async throws -> RedactionRecorded {
        try await read {
            try await Redaction($0).event(redacting: index, as: type, reason: ReasonCode("name-in-note"))
        }
    }

    /// Whether the database has the body of an entry.
    func hasBody(_ index: UInt64) async throws -> Bool {
        try await database.run("SELECT body IS NOT NULL FROM cairn.entry WHERE idx = \(index)").only().bool(0)
    }

    /// The head of the ledger, sealed or not.
    func head() async throws -> Anchor {
        let rows = try await database.run(
            """
            SELECT e.idx + 1, e.leaf_hash FROM cairn.entry e JOIN cairn.ledger l USING (ledger_id)
            WHERE l.origin = $1 ORDER BY e.idx DESC LIMIT 1
            """,
            [.text("\(origin)")]
        )
        let row = try rows.only()
        return Anchor(size: UInt64(try row.int64(0)), leafHash: try #require(Hash(try row.bytes(1))))
    }

    /// Runs a function with a reader of the ledger.
    func read<Value>(_ work: (LedgerReader) async throws -> Value) async throws -> Value {
        let reader = try await LedgerReader(database: database.address, origin: origin)
        defer { reader.close() }
        return try await work(reader)
    }

    func forgetSnapshot() throws { try SnapshotFile(state + ".fold").remove() }

    func damageSnapshot() throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: state + ".fold"))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: state + ".fold"))
    }

    func registry() async throws -> KeyRegistry {
        let reader = try await LedgerReader(database: database.address, origin: origin)
        defer { reader.close() }
        return try await reader.registry()
    }

    /// The registry that follows from every entry.
    func verifiedRegistry() async throws -> KeyRegistry {
        let reader = try await LedgerReader(database: database.address, origin: origin)
        defer { reader.close() }
        var fold = LedgerFold(origin: origin)
        let chunk = CheckedChunk(try await reader.source.chunk(from: 0, below: reader.size()))
        _ = try await fold.append(chunk, from: reader.source)
        _ = try await fold.finish(from: reader.source)
        return fold.counting.registry
    }

    func vault() async throws -> Vault {
        try await Vault.open(address: database.address, ledger: 1, origin: origin, institutionKey: InstitutionKey())
    }

    func verify(_ payloads: (any PayloadSource)? = nil, as login: RoleLogin? = nil) async throws -> Verdict {
        let reader = try await LedgerReader(database: login?.address ?? database.address, origin: origin)
        defer { reader.close() }
        return try await LedgerVerifier(ledgerKey: ledgerKey, payloads: payloads).verify(reader.source)
    }

    /// What an insider does who owns the database: triggers off, then whatever it takes.
    func tamper(_ sql: String) async throws {
        let connection = try await Connection.connect(database.address)
        defer { connection.close() }
        try await connection.query(
            Statement(name: "off", sql: "SELECT set_config('session_replication_role', 'replica', false)")
        )
        for table in ["entry_1", "submission", "checkpoint", "tile"] {
            for trigger in ["append_only"] {
                try await connection.query(
                    Statement(name: "disable_\(table)", sql: "ALTER TABLE cairn.\(table) DISABLE TRIGGER \(trigger)")
                )
            }
        }
        try await connection.query(Statement(name: "tamper", sql: sql))
    }
}
