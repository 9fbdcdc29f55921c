public import CairnCrypto
import CairnLog
public import CairnModel
public import CairnPostgres
import CairnVerification

/// Verifies what was appended, extends the tree, and signs checkpoints: one sealer a ledger, by an advisory lock.
///
/// It signs nothing that contradicts the state file, and fails closed.
public actor Sealer {
    /// What one seal did.
    public struct Report: Sendable, Equatable {
        /// The size of the checkpoint.
        public let size: UInt64
        /// The entries that were sealed now.
        public let newEntries: UInt64
        /// Submissions that don't count, each by its first index and the code of the rule that it breaks.
        public let discounted: [UInt64: String]
    }

    private static let chunkSize: UInt64 = 4_096
    /// How many entries a sealer that starts reads again at most, where it has a snapshot.
    private static let snapshotInterval: UInt64 = 65_536

    /// The ledger.
    public nonisolated let origin: Origin
    private let key: Ed25519PrivateKey
    private let stateFile: StateFile
    private let snapshotFile: SnapshotFile?
    private var snapshotSize: UInt64 = 0
    private let connection: Connection
    private let ledger: Int32
    private var fold: LedgerFold
    private let source: DatabaseSource
    private var undecodable: [UInt64] = []
    private var lastSealed: UInt64 = 0

    /// Connects, becomes the ledger's one sealer, and reads the ledger up to what was sealed last: from its beginning, or from a snapshot.
    ///
    /// - Parameters:
    ///   - database: The address of a login that may seal the ledger.
    ///   - origin: The ledger.
    ///   - key: The ledger's key.
    ///   - stateFile: The last checkpoint that was signed, kept beside the key.
    ///   - snapshotFile: Where the sealer's reading got to, kept beside the key; without it, or where it can't be used, everything is read.
    /// - Throws: ``CairnError`` with code `sealer.not-leader`, `sealer.behind`, `sealer.inconsistent` or `origin.unknown`, or the database's error.
    public init(
        database: DatabaseAddress,
        origin: Origin,
        key: consuming Ed25519PrivateKey,
        stateFile: StateFile,
        snapshotFile: SnapshotFile? = nil
    ) async throws {
        self.origin = origin
        self.key = key
        self.stateFile = stateFile
        self.snapshotFile = snapshotFile
        let connection = try await Connection.connect(database)
        self.connection = connection
        fold = LedgerFold(origin: origin)
        do {
            guard let row = try await connection.query(SQL.ledger, [.text("\(origin)")]).rows.first else {
                throw CairnError(.noLedger, "\(origin) is not in this database: run cairn init")
            }
            ledger = Int32(try row.int64(0))
            source = DatabaseSource(connection: connection, address: database, ledger: ledger, origin: origin)
            guard try await connection.query(SQL.lead, [.int32(ledger)]).only().bool(0) else {
                throw CairnError(.notLeader, "another process seals \(origin)")
            }
            try await takeUp()
        } catch {
            connection.close()
            throw error
        }
    }

    /// Seals what was appended since the last seal.
    ///
    /// Returns at once where there is nothing new.
    ///
    /// - Throws: ``CairnError`` with code `sealer.inconsistent` where the entries contradict what was signed, or the database's error.
    public func seal() async throws -> Report {
        var discounted: [UInt64: String] = [:]
        let before = lastSealed
        while fold.size < (try await size()) {
            let end = min(fold.size + Sealer.chunkSize, try await size())
            let step = try await advance(to: end)
            try await store(step)
            for (submission, finding) in step.submissions {
                if let finding { discounted[submission.firstIndex] = finding.code.rawValue }
            }
        }
        let last = try end()
        try await store(last)
        for (submission, finding) in last.submissions {
            if let finding { discounted[submission.firstIndex] = finding.code.rawValue }
        }
        if fold.size > lastSealed { try await sign() }
        if lastSealed - snapshotSize >= Sealer.snapshotInterval { try keepSnapshot() }
        return Report(size: lastSealed, newEntries: lastSealed - before, discounted: discounted)
    }

    /// Gives the ledger free for another sealer.
    public func close() {
        // Without a snapshot the next start reads more, and comes to the same.
        try? keepSnapshot()
        source.close()
        connection.close()
    }

    private func keepSnapshot() throws {
        guard let snapshotFile, fold.size == lastSealed, fold.size > snapshotSize, let snapshot = FoldSnapshot(fold)
        else { return }
        try snapshotFile.write(snapshot)
        snapshotSize = snapshot.size
    }

    /// Takes up the kept snapshot, unless it is of more than what was sealed.
    private func takeUpSnapshot(sealed: UInt64) {
        // One that can't be read is no harm: everything is read instead.
        guard let snapshot = try? snapshotFile?.read(), snapshot.origin == origin, snapshot.size <= sealed else {
            return
        }
        fold = snapshot.fold
        snapshotSize = snapshot.size
    }

    private func size() async throws -> UInt64 {
        UInt64(try await connection.query(SQL.size, [.int32(ledger)]).only().int64(0))
    }

    /// Reads and judges entries up to an index; nothing that was changed gets past here.
    private func advance(to end: UInt64) async throws -> LedgerFold.Step {
        do {
            let chunk = CheckedChunk(try await source.wholeChunk(from: fold.size, below: end), decoding: true)
            undecodable = chunk.undecodable
            return try checked(try fold.append(chunk))
        } catch let finding as Finding {
            throw inconsistent(finding)
        }
    }

    private func end() throws -> LedgerFold.Step {
        do {
            return try checked(try fold.finish())
        } catch let finding as Finding {
            throw inconsistent(finding)
        }
    }

    private func checked(_ step: LedgerFold.Step) throws -> LedgerFold.Step {
        if let finding = step.findings.first(where: { $0.code.exitCode == 2 }) { throw inconsistent(finding) }
        return step
    }

    private func inconsistent(_ finding: Finding) -> CairnError {
        CairnError(.inconsistent, "nothing is signed until this is mended: \(finding)")
    }

    private func store(_ step: LedgerFold.Step) async throws {
        let discounted = step.submissions.compactMap { submission, finding in
            finding.map { (Int64(submission.firstIndex), $0.code.rawValue) }
        }
        guard !step.tiles.isEmpty || !discounted.isEmpty || !undecodable.isEmpty else { return }
        try await connection.query(
            SQL.storeSeal,
            [
                .int32(ledger), .int64Array(step.tiles.map { Int64($0.coordinate.level) }),
                .int64Array(step.tiles.map { Int64($0.coordinate.index) }),
                .bytesArray(step.tiles.map { $0.coordinate.level == 0 ? [] : $0.tile.bytes }),
                .bytesArray(step.tiles.map(\.root.bytes)), .int64Array(discounted.map(\.0)),
                .textArray(discounted.map(\.1)),
                .int64Array(undecodable.map { Int64($0) }), .textArray(undecodable.map { _ in "event.malformed" }),
            ]
        )
        undecodable = []
    }

    /// Signs the tree as it is: state file first, then the database.
    private func sign() async throws {
        // A checkpoint by another key would make every verifier call the ledger tampered with.
        guard let expected = fold.counting.registry.ledgerKey(forSize: fold.size), expected.publicKey == key.publicKey
        else {
            throw CairnError(
                .inconsistent,
                "the private key is not the ledger's: bring back the one that belongs to the ledger's verifier key; nothing was signed"
            )
        }
        let checkpoint = Checkpoint(origin: origin.keyName, size: fold.size, root: fold.tree.root)
        let note = try SignedNote.sign(text: checkpoint.text, name: origin.keyName, key: key)
        try stateFile.write(note.bytes)
        try await publish(note.bytes, size: fold.size)
    }

    private func publish(_ note: [UInt8], size: UInt64) async throws {
        let parameters: [Parameter] = [.int32(ledger), .int64(Int64(size)), .int64(Int64(lastSealed)), .bytes(note)]
        try await connection.query(SQL.storeCheckpoint, parameters)
        lastSealed = size
        try await connection.query(SQL.notifySealed, [.text("\(origin)")])
    }

    /// Reads the ledger to what was sealed last, and compares it with the state file.
    private func takeUp() async throws {
        let stored = try await connection.query(SQL.checkpoint, [.int32(ledger)]).rows.first
        let storedSize = UInt64(try stored?.int64(0) ?? 0)
        let state = try stateFile.read(signedBy: VerifierKey(name: origin.keyName, publicKey: key.publicKey))
        let size = try await size()
        if let state {
            guard state.checkpoint.origin == origin.keyName else {
                throw CairnError(.inconsistent, "the state file is of another ledger, \(state.checkpoint.origin)")
            }
            guard size >= state.checkpoint.size else {
                let reason = "the database has \(size) entries, but \(state.checkpoint.size) were signed"
                try await connection.query(SQL.stop, [.int32(ledger), .text(reason)])
                throw CairnError(
                    .behind,
                    "\(reason): appends are stopped until the missing entries are brought back: cairn restore EXPORT"
                )
            }
        }
        if state != nil { takeUpSnapshot(sealed: storedSize) }
        try await follow(to: storedSize, stored.map { try $0.bytes(1) })
        lastSealed = storedSize
        guard let state else {
            guard storedSize == 0 else {
                throw CairnError(
                    .inconsistent,
                    "the database holds checkpoints, but the state file is missing: bring it back first"
                )
            }
            return
        }
        guard state.checkpoint.size >= storedSize else {
            throw CairnError(
                .inconsistent,
                "the database holds a checkpoint of \(storedSize) entries that this sealer never wrote down"
            )
        }
        try await follow(to: state.checkpoint.size, state.note)
        if state.checkpoint.size > storedSize { try await publish(state.note, size: state.checkpoint.size) }
        try await connection.query(SQL.resume, [.int32(ledger)])
    }

    private func follow(to size: UInt64, _ note: [UInt8]?) async throws {
        while fold.size < size {
            let step = try await advance(to: min(fold.size + Sealer.chunkSize, size))
            try await store(step)
        }
        try await store(try end())
        guard let note else { return }
        let signed = try SignedNote(parsing: note)
        let checkpoint = try Checkpoint(parsing: signed.text)
        // Why it is wrong makes no difference.
        guard let ledgerKey = fold.counting.registry.ledgerKey(forSize: size), (try? signed.verify(ledgerKey)) != nil
        else {
            throw CairnError(.inconsistent, "the ledger key has not signed the checkpoint at size \(size)")
        }
        guard fold.size == checkpoint.size, fold.tree.root == checkpoint.root else {
            throw CairnError(.inconsistent, "the entries are not those that were signed at size \(checkpoint.size)")
        }
    }
}
