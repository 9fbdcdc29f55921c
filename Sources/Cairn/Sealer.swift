public import CairnCrypto
import CairnLog
public import CairnModel
public import CairnPostgres
import CairnVerification

/// Verifies what was appended, extends the tree, and signs checkpoints: one sealer a ledger, by a lock that only
/// `cairn.lead` can take.
///
/// It signs nothing that contradicts the state file, and fails closed: what contradicts it stops appends, too. Once it has
/// sealed, it vouches for the server: without that, nothing is appended after a start, a promotion or a restored backup. In the transaction that stores a checkpoint it takes
/// away the bodies that the checkpoint shows redacted.
public actor Sealer {
    /// What one seal did.
    public struct Report: Sendable, Equatable {
        /// The size of the checkpoint.
        public let size: UInt64
        /// The entries that were sealed now.
        public let newEntries: UInt64
        /// Submissions that don't count, each by its first index and the code of the rule that it breaks.
        public let discounted: [UInt64: String]
        /// Events that don't count though their submissions do, each with the code of the rule that it breaks.
        public let denied: [UInt64: String]
        /// The entries whose bodies were taken away now.
        public let redacted: [UInt64]
        /// The entries whose bodies stay though a redaction of them has an effect: it names another type than the body has.
        public let notRedacted: [UInt64]
        /// The entries that the database's look-up names by other event ids than their bodies have.
        public let misnamed: [UInt64]
    }

    /// What a report says of submissions and events that don't count.
    private struct Judged {
        var discounted: [UInt64: String] = [:]
        var denied: [UInt64: String] = [:]

        mutating func add(_ step: LedgerFold.Step) {
            for (submission, finding) in step.submissions {
                if let finding { discounted[submission.firstIndex] = finding.code.rawValue }
            }
            for (index, code) in step.denied { denied[index] = code.rawValue }
        }
    }

    private static let chunkSize: UInt64 = 4_096
    /// How many entries a sealer that starts reads again at most, where it has a snapshot.
    private static let snapshotInterval: UInt64 = 65_536

    /// The ledger.
    public nonisolated let origin: Origin
    private let key: Ed25519PrivateKey
    private let stateFile: StateFile
    private let snapshotFile: SnapshotFile?
    private let requiresStandby: Bool
    private let now: @Sendable () -> Timestamp
    private var snapshotSize: UInt64 = 0
    private let connection: Connection
    private let ledger: Int32
    private var fold: LedgerFold
    private let source: DatabaseSource
    /// Entries that can't be decoded, of submissions that were not judged yet.
    private var undecodable: [UInt64] = []
    /// Redactions that have an effect, since the last checkpoint.
    private var effects: [RedactionFold.Effect] = []
    /// What was taken away, and what was not, since the last report.
    private var redacted: [UInt64] = []
    private var notRedacted: [UInt64] = []
    private var misnamed: [UInt64] = []
    private var lastSealed: UInt64 = 0
    private var isSealing = false
    /// Whether this sealer has vouched for the server to which it is connected.
    private var hasVouched = false
    /// Why this sealer seals no more.
    private var failure: (any Error)?

    /// Connects, becomes the ledger's one sealer, and reads the ledger up to what was sealed last: from its beginning, or from a snapshot.
    ///
    /// - Parameters:
    ///   - database: The address of a login that may seal the ledger.
    ///   - origin: The ledger.
    ///   - key: The ledger's key.
    ///   - stateFile: The last checkpoint that was signed, kept beside the key.
    ///   - snapshotFile: Where the sealer's reading got to, kept beside the key; without it, or where it can't be used, everything is read.
    ///   - requiresStandby: Sign only what a synchronous standby has on its disk, too; a seal waits for it.
    ///   - now: The clock against which the times of entries are held before they are signed.
    /// - Throws: ``CairnError`` with code `sealer.not-leader`, `ledger.locked`, `login.not-bound`, `sealer.behind`, `sealer.inconsistent` or `origin.unknown`, or the database's error.
    public init(
        database: DatabaseAddress,
        origin: Origin,
        key: consuming Ed25519PrivateKey,
        stateFile: StateFile,
        snapshotFile: SnapshotFile? = nil,
        requiresStandby: Bool = false,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) async throws {
        self.origin = origin
        self.key = key
        self.stateFile = stateFile
        self.snapshotFile = snapshotFile
        self.requiresStandby = requiresStandby
        self.now = now
        let connection = try await Connection.connect(database)
        self.connection = connection
        fold = LedgerFold(origin: origin)
        do {
            guard let row = try await connection.query(SQL.ledger, [.text("\(origin)")]).rows.first else {
                throw CairnError(.noLedger, "\(origin) is not in this database: run cairn init")
            }
            ledger = Int32(try row.int64(0))
            source = DatabaseSource(connection: connection, address: database, ledger: ledger, origin: origin)
            guard try await Sealer.leads(connection, ledger) else {
                throw CairnError(.notLeader, "another process seals \(origin)")
            }
            try await takeUp()
        } catch {
            connection.close()
            throw error
        }
    }

    private static func leads(_ connection: Connection, _ ledger: Int32) async throws -> Bool {
        do { return try await connection.query(SQL.lead, [.int32(ledger)]).only().bool(0) } catch {
            throw CairnError.told(error)
        }
    }

    /// Seals what was appended since the last seal.
    ///
    /// Returns at once where there is nothing new. A sealer that failed once fails from then on: make another one, which
    /// reads again what this one may have left half done.
    ///
    /// - Throws: ``CairnError`` with code `sealer.inconsistent` where the entries contradict what was signed, `clock.ahead` where the last
    ///   entry's time is more than 60 s ahead of the clock here, `durability.asynchronous` where a standby is required and no commit
    ///   waits for one, or the database's error.
    public func seal() async throws -> Report {
        if let failure { throw failure }
        guard !isSealing else { throw CairnError(.notLeader, "this sealer is sealing already: wait for it") }
        isSealing = true
        defer { isSealing = false }
        do { return try await sealAll() } catch {
            failure = error
            throw error
        }
    }

    private func sealAll() async throws -> Report {
        var judged = Judged()
        let before = lastSealed
        while fold.size < (try await size()) {
            let end = min(fold.size + Sealer.chunkSize, try await size())
            let step = try await advance(to: end)
            try await store(step)
            judged.add(step)
        }
        let last = try await end()
        try await store(last)
        judged.add(last)
        if fold.size > lastSealed { try await sign() }
        if !hasVouched { try await vouch() }
        if lastSealed - snapshotSize >= Sealer.snapshotInterval { try keepSnapshot() }
        defer {
            redacted = []
            notRedacted = []
            misnamed = []
        }
        return Report(
            size: lastSealed,
            newEntries: lastSealed - before,
            discounted: judged.discounted,
            denied: judged.denied,
            redacted: redacted,
            notRedacted: notRedacted,
            misnamed: misnamed
        )
    }

    /// Lets appends go on, on this server: everything that is there agrees with what was signed.
    private func vouch() async throws {
        do { try await connection.query(SQL.vouch, [.int32(ledger), .int64(Int64(lastSealed))]) } catch {
            throw CairnError.told(error)
        }
        hasVouched = true
    }

    /// What contradicts what was signed: it stops appends, too.
    private func contradiction(_ what: String) async -> CairnError {
        // Where the database can't be asked any more, the next sealer finds the same.
        _ = try? await connection.query(SQL.stop, [.int32(ledger), .text(what)])
        return CairnError(
            .inconsistent,
            "\(what): nothing is signed, and appends are stopped, until this is mended. cairn verify says what differs; cairn "
                + "restore EXPORT --set-aside FILE brings back what was signed"
        )
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
            undecodable += chunk.undecodable
            let step = try await step { try await $0.append(chunk, from: source) }
            try await name(chunk.misnamed)
            return step
        } catch let finding as Finding {
            throw await contradiction("\(finding)")
        }
    }

    /// Puts the ids in bodies in the place of others that the database keeps.
    private func name(_ ids: [UInt64: EventID]) async throws {
        guard !ids.isEmpty else { return }
        let noted = ids.sorted { $0.key < $1.key }
        try await connection.query(
            SQL.nameByBodies,
            [.int32(ledger), .int64Array(noted.map { Int64($0.key) }), .ids(noted.lazy.map(\.value))]
        )
        misnamed += noted.map(\.key)
    }

    private func end() async throws -> LedgerFold.Step {
        do {
            return try await step { try await $0.finish(from: source) }
        } catch let finding as Finding {
            throw await contradiction("\(finding)")
        }
    }

    /// Lets the fold go on; where that fails, there is none any more.
    private func step(
        _ work: (inout LedgerFold) async throws -> LedgerFold.Step
    ) async throws -> LedgerFold.Step {
        var next = fold
        // One that is held twice would be copied.
        fold = LedgerFold(origin: origin)
        let step = try await work(&next)
        if let finding = step.findings.first(where: { $0.code.exitCode != 3 }) { throw finding }
        fold = next
        return step
    }

    /// Fails where a body is absent that no redaction takes away.
    private func requireBodies() async throws {
        guard !fold.redacting.hasUnexplainedAbsences else {
            throw await contradiction("a body is missing, and no redaction says why (cairn verify says which one)")
        }
    }

    private func store(_ step: LedgerFold.Step) async throws {
        effects += step.redactions
        let discounted = step.submissions.compactMap { submission, finding in
            finding.map { (Int64(submission.firstIndex), $0.code.rawValue) }
        }
        let uninterpreted = uninterpreted(step).sorted { $0.key < $1.key }
        guard !step.tiles.isEmpty || !discounted.isEmpty || !uninterpreted.isEmpty else { return }
        try await connection.query(
            SQL.storeSeal,
            [
                .int32(ledger), .int64Array(step.tiles.map { Int64($0.coordinate.level) }),
                .int64Array(step.tiles.map { Int64($0.coordinate.index) }),
                .bytesArray(step.tiles.map { $0.coordinate.level == 0 ? [] : $0.tile.bytes }),
                .bytesArray(step.tiles.map(\.root.bytes)), .int64Array(discounted.map(\.0)),
                .textArray(discounted.map(\.1)),
                .int64Array(uninterpreted.map { Int64($0.key) }), .textArray(uninterpreted.map(\.value)),
            ]
        )
        guard !discounted.isEmpty || !step.denied.isEmpty else { return }
        let denied = step.denied.keys.map { Int64($0) }
        try await connection.query(
            SQL.releaseIDs,
            [.int32(ledger), .int64Array(discounted.map(\.0)), .int64Array(denied)]
        )
    }

    /// The events of submissions that ended and count which don't count themselves, or can't be decoded.
    private func uninterpreted(_ step: LedgerFold.Step) -> [UInt64: String] {
        let judged = fold.openSubmission ?? fold.size
        let ended = undecodable.prefix { $0 < judged }
        undecodable.removeFirst(ended.count)
        let discounted = step.submissions.filter { $0.finding != nil }.map(\.submission.indexes)
        var codes: [UInt64: String] = [:]
        for index in ended where !discounted.contains(where: { $0.contains(index) }) {
            codes[index] = UninterpretedCode.undecodable
        }
        for (index, code) in step.denied { codes[index] = code.rawValue }
        return codes
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
        try await requireBodies()
        // Times never run back: the last one is the highest. What is not signed yet can still be dealt with.
        try fold.currentTime?.requireNotAhead(of: now(), entry: fold.size - 1)
        if requiresStandby { try await waitForStandby() }
        let checkpoint = Checkpoint(origin: origin.keyName, size: fold.size, root: fold.tree.root)
        let note = try SignedNote.sign(text: checkpoint.text, name: origin.keyName, key: key)
        try stateFile.write(note.bytes)
        try await publish(note.bytes, size: fold.size)
    }

    /// Waits until a synchronous standby has flushed everything that was read: a commit waits for its own place in the log,
    /// and what was read was committed before.
    private func waitForStandby() async throws {
        guard try await connection.query(SQL.durability).only().bool(5) else {
            throw CairnError(
                .asynchronous,
                "nothing was signed: no commit waits for a standby; set synchronous_standby_names, or seal without a standby"
            )
        }
        try await connection.query(SQL.standbyMark)
    }

    /// Stores a checkpoint, and takes away what it shows redacted: both, or nothing.
    private func publish(_ note: [UInt8], size: UInt64) async throws {
        let parameters: [Parameter] = [.int32(ledger), .int64(Int64(size)), .int64(Int64(lastSealed)), .bytes(note)]
        let notification: [Parameter] = [.text("\(origin)")]
        if effects.isEmpty {
            try await connection.query(SQL.storeCheckpoint, parameters)
            lastSealed = size
            try await connection.query(SQL.notifySealed, notification)
            return
        }
        let redaction = BodyRedaction(ledger: ledger, effects: effects)
        let outcome = try await connection.withTransaction { connection in
            try await connection.query(SQL.storeCheckpoint, parameters)
            let outcome = try await redaction.carryOut(connection)
            try await connection.query(SQL.notifySealed, notification)
            return outcome
        }
        lastSealed = size
        effects = []
        redacted += outcome.redacted
        notRedacted += outcome.left
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
        // What was read on another server says nothing of this one.
        let isVouched = try await connection.query(SQL.standing, [.int32(ledger)]).only().bool(0)
        if state != nil, isVouched { takeUpSnapshot(sealed: storedSize) }
        try await follow(to: storedSize, stored.map { try $0.bytes(1) })
        // These were carried out with the checkpoint that is stored, and reported.
        effects = []
        misnamed = []
        lastSealed = storedSize
        guard let state else {
            guard storedSize == 0 else {
                throw CairnError(
                    .inconsistent,
                    "the database holds checkpoints, but the state file is missing: bring it back, or put the file checkpoint of the "
                        + "newest export that verifies in its place"
                )
            }
            return
        }
        guard state.checkpoint.size >= storedSize else {
            throw await contradiction(
                "the database holds a checkpoint of \(storedSize) entries that this sealer never wrote down"
            )
        }
        try await follow(to: state.checkpoint.size, state.note)
        if state.checkpoint.size > storedSize { try await publish(state.note, size: state.checkpoint.size) }
    }

    private func follow(to size: UInt64, _ note: [UInt8]?) async throws {
        while fold.size < size {
            let step = try await advance(to: min(fold.size + Sealer.chunkSize, size))
            try await store(step)
        }
        try await store(try await end())
        guard let note else { return }
        try await requireBodies()
        let signed = try SignedNote(parsing: note)
        let checkpoint = try Checkpoint(parsing: signed.text)
        // Why it is wrong makes no difference.
        guard let ledgerKey = fold.counting.registry.ledgerKey(forSize: size), (try? signed.verify(ledgerKey)) != nil
        else {
            throw await contradiction("the ledger key has not signed the checkpoint at size \(size)")
        }
        guard fold.size == checkpoint.size, fold.tree.root == checkpoint.root else {
            throw await contradiction("the entries are not those that were signed at size \(checkpoint.size)")
        }
    }
}
