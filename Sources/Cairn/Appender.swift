public import CairnCrypto
public import CairnLog
public import CairnModel
public import CairnPostgres
import Logging

/// Appends events for one author: gathers calls that arrive together, signs them once, and sends them in one round trip.
///
/// What ``append(_:id:source:time:)`` returns is durable. A call is safe to repeat with the same event ids after any error or crash: what is there
/// already gets its first receipt. A caller that is cancelled before its events are queued gets `CancellationError`; what is queued is sent and
/// answered. At most 64 MiB of bodies are queued: further callers wait. Use one appender, in one process, for each key.
///
/// Each submission names the head of the ledger that the appender saw last. Where the database turns out to hold another
/// history than that, the appender stops: every call throws ``CairnError`` with code `ledger.forked` from then on.
public actor Appender {
    /// The ledger.
    public nonisolated let origin: Origin
    /// The author's key.
    public nonisolated let author: VerifierKey
    /// How many events are sent while others are under way.
    private static let worthSending = 256
    /// The most bodies that are under way together: authors in bulk don't outrun each other's anchors.
    private static let mostInFlight = 16_384
    /// How many bytes are added to the author's file before what is sealed is taken out.
    private static let longestJournal = 1_048_576
    /// The sealer has not looked since the server started.
    private static let unvouched = PostgresError.Code(rawValue: "CA018")
    /// How often a call is signed again at most, before its caller is told.
    private static let mostRefusals = 64

    let database: DatabaseAddress
    private let key: Ed25519PrivateKey
    private let depth: Int
    private let roles: [Role]?
    let ledgerKey: VerifierKey?
    private(set) var connection: Connection
    private(set) var state: AuthorState
    private let patience: Duration
    private let now: @Sendable () -> Timestamp
    private let tell: @Sendable (CairnError) -> Void
    private var queue = AppendQueue()
    private var awaited: [Int: AppendCall] = [:]
    private var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    private var inFlight = 0
    private var bodiesInFlight = 0
    /// Why nothing more is appended, once another history was seen.
    private var fault: CairnError?
    private var isStale = false
    private var isClosed = false
    private var nextCall = 0
    private var chain = ReceiptChain()
    private var journal: AuthorJournal?
    private var unsealed = UnsealedSubmissions()
    private var lastLook = ContinuousClock.now

    /// Connects, and reads where the author stands.
    ///
    /// - Parameters:
    ///   - database: The address of a login that is bound to the author's key.
    ///   - origin: The ledger.
    ///   - author: The author's verifier key.
    ///   - key: The private key of the same author.
    ///   - depth: The most submissions under way at once.
    ///   - roles: What the key may sign, where the caller knows it: an event of another family is then refused before it is sent. Sent, it would not
    ///     count, nor would anything that this author appends after it until the next seal.
    ///   - file: What the author was promised, beside its key: what is missing at the start is told then. Without one, nobody
    ///     but who waits for the seal learns that an event was taken away before it.
    ///   - ledgerKey: The ledger's verifier key, by which ``sealed(_:)`` verifies checkpoints.
    ///   - patience: How long an append waits where the sealer has not looked at the ledger since the server started, was
    ///     promoted or was restored (`ledger.unvouched`), before its caller is told; not at all once the appender is closed.
    ///   - now: The clock against which times of receipts are held.
    ///   - tell: Called once for each submission and event of this appender that turned out, when it was sealed, not to count, and
    ///     once where another history was seen, or where appends wait; logs by default.
    /// - Throws: ``CairnError`` with code `origin.unknown`, `ledger.forked`, `receipt.missing` where what was promised is gone,
    ///   or `file.failed`; or the database's error.
    public init(
        database: DatabaseAddress,
        origin: Origin,
        author: VerifierKey,
        key: consuming Ed25519PrivateKey,
        depth: Int = 4,
        roles: [Role]? = nil,
        file: AuthorFile? = nil,
        ledgerKey: VerifierKey? = nil,
        patience: Duration = .seconds(60),
        now: @escaping @Sendable () -> Timestamp = Timestamp.now,
        tell: (@Sendable (CairnError) -> Void)? = nil
    ) async throws {
        self.database = database
        self.origin = origin
        self.author = author
        self.key = key
        self.depth = max(1, depth)
        self.roles = roles
        self.ledgerKey = ledgerKey
        self.patience = patience
        self.now = now
        self.tell = tell ?? { Logger(label: "cairn.appender").critical("\($0)") }
        let connection = try await Appender.connect(database)
        self.connection = connection
        do {
            state = try await AuthorState.read(connection, origin, author)
            try chain.see(state.head)
            if let file {
                journal = try AuthorJournal(file, author, origin)
                try await holdPromises()
            }
        } catch {
            connection.close()
            throw error
        }
    }

    /// Fails where what was promised is gone; forgets what is sealed.
    private func holdPromises() async throws {
        guard let promises = journal?.promises, !promises.isEmpty else { return }
        let missing = try await state.missing(of: promises, connection)
        guard missing.isEmpty else { throw CairnError.missing(missing, of: "\(author.name)") }
        let row = try await connection.queryToTheEnd(SQL.checkpoint, [.int32(state.ledger)]).rows.first
        let sealed = try row.map { sealedSize(try $0.bytes(1)) } ?? 0
        // Receipts may have come meanwhile.
        let open = (journal?.promises ?? []).filter { $0.lastIndex >= sealed }
        try journal?.keep(open)
    }

    /// Appends one event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - id: The event's id, for callers that may have to append it again; a new one otherwise.
    ///   - source: The context in which it happened, a URI.
    ///   - time: When it happened.
    /// - Returns: Where the event stands.
    /// - Throws: `BodyError` where the event breaks a rule, ``CairnError``, or the database's error.
    public func append(_ event: some Event, id: EventID? = nil, source: String, time: Timestamp) async throws -> Receipt
    {
        let body = try Body(event, id: id ?? EventID.random(at: time), source: source, time: time)
        let receipts = try await append(bodies: [body])
        guard let receipt = receipts.first else { throw CairnError(.receipt, "the database gave no receipt") }
        return receipt
    }

    /// Appends events that happened at one time, together: all of them, or none.
    ///
    /// - Parameters:
    ///   - events: What happened.
    ///   - source: The context in which it happened, a URI.
    ///   - time: When it happened.
    /// - Returns: A receipt for each event, in their order.
    /// - Throws: `BodyError` where an event breaks a rule, and as ``append(bodies:)``.
    public func append(contentsOf events: [any Event], source: String, time: Timestamp) async throws -> [Receipt] {
        try await append(
            bodies: events.map { try Body($0, id: EventID.random(at: time), source: source, time: time) }
        )
    }

    /// Appends bodies together: all of them, or none.
    ///
    /// The same body may come twice: it is appended once.
    ///
    /// - Returns: A receipt for each body, in their order.
    /// - Throws: ``CairnError`` with code `author.role` where the key may not sign an event, `event.id-reused` where an id
    ///   is there with another body, `ledger.forked` where another history was seen, `ledger.unvouched` where the sealer didn't look in time,
    ///   `clock.ahead` where an event was recorded with a time that can't be, `ledger.stopped` or `ledger.locked`; `ModelError` with code `submission.too-large`; or the database's error.
    public func append(bodies: [Body]) async throws -> [Receipt] {
        guard !bodies.isEmpty else { return [] }
        return try await receipts(of: enqueue(bodies))
    }

    /// Puts bodies into the queue, behind those that are there; ``receipts(of:)`` sends them.
    ///
    /// For a caller that has several calls under way and wants its events in order. Waits while the queue is full.
    ///
    /// - Parameter bodies: One body at least.
    /// - Returns: What ``receipts(of:)`` takes; it must be called, once.
    /// - Throws: As ``append(bodies:)``, before anything is sent.
    public func enqueue(_ bodies: [Body]) async throws -> QueuedAppend {
        guard !isClosed else { throw CairnError(.closed, "the appender is closed") }
        if let fault { throw fault }
        if let roles, let body = bodies.first(where: { body in !roles.contains { $0.allows(body.type.family) } }) {
            let held = roles.map(\.name).joined(separator: ", ")
            throw CairnError(
                .role,
                "event \(body.id) is of the family \(body.type.family), and this key may sign \(held): nothing was sent; use a key with that role"
            )
        }
        let call = try AppendCall(number: nextCall, bodies: bodies)
        nextCall += 1
        while !queue.hasRoom(for: call.size) {
            await withCheckedContinuation { queue.wait($0) }
            guard !isClosed else { throw CairnError(.closed, "the appender is closed") }
        }
        try Task.checkCancellation()
        queue.add(call)
        awaited[call.number] = call
        return QueuedAppend(number: call.number)
    }

    /// Sends what was queued, together with what else is in the queue, and waits for its receipts.
    ///
    /// - Returns: A receipt for each body, in their order.
    /// - Throws: As ``append(bodies:)``.
    public func receipts(of queued: QueuedAppend) async throws -> [Receipt] {
        guard let call = awaited.removeValue(forKey: queued.number) else {
            throw CairnError(.receipt, "these receipts were handed out already")
        }
        while true {
            if let outcome = call.outcome { return try outcome.get() }
            if call.isQueued, maySend {
                await lead()
            } else {
                await withCheckedContinuation { call.waiter = $0 }
            }
        }
    }

    /// Few events wait for the submission that is under way and go together: its flush is what takes the time.
    private var maySend: Bool {
        inFlight == 0
            || (inFlight < depth && !isStale && queue.count >= Appender.worthSending
                && queue.nextCount <= Appender.mostInFlight - bodiesInFlight)
    }

    /// The index of the entry of an event of this author that counts as far as is known, or `nil` where the ledger has
    /// none: by the id in the body.
    ///
    /// - Throws: The database's error.
    public func index(of event: EventID) async throws -> UInt64? {
        let rows = try await connection.query(SQL.receipts, lookUp([event], [])).rows
        return try rows.first { try EventID(ofBody: $0.optionalBytes(6) ?? []) == event }
            .flatMap { UInt64(exactly: try $0.int64(1)) }
    }

    /// The checkpoint under which an event is sealed, awaited: its signature is verified, where the appender was given the
    /// ledger's key, and that the event is under it.
    ///
    /// - Throws: ``CairnError`` with code `receipt.discounted` where the event doesn't count, by itself or with its submission,
    ///   `receipt.missing` where it isn't under the checkpoint, or `receipt.mismatch` where the ledger key hasn't signed that; or
    ///   the database's error.
    public func sealed(_ receipt: Receipt) async throws -> Checkpoint {
        let listener = try await Connection.connect(database)
        defer { listener.close() }
        let notifications = listener.notifications()
        try await listener.query(SQL.listen)
        var iterator = notifications.makeAsyncIterator()
        while true {
            if let checkpoint = try await checkpoint(over: receipt, listener) { return checkpoint }
            guard await iterator.next() != nil else {
                throw PostgresError(.lost, "the connection broke while waiting for the seal")
            }
        }
    }

    /// Refuses further calls, and returns when those under way are answered.
    public func close() async {
        isClosed = true
        queue.wakeAll()
        while !queue.isEmpty || inFlight > 0 {
            if !queue.isEmpty, maySend {
                await lead()
            } else {
                await withCheckedContinuation { waitingForEnd.append($0) }
            }
        }
        connection.close()
    }

    private func checkpoint(over receipt: Receipt, _ connection: Connection) async throws -> Checkpoint? {
        guard let row = try await connection.query(SQL.checkpoint, [.int32(state.ledger)]).rows.first,
            UInt64(bitPattern: try row.int64(0)) > receipt.index
        else { return nil }
        if let row = try await connection.query(SQL.discounted, [.int32(state.ledger), .int64(Int64(receipt.index))])
            .rows.first
        {
            throw CairnError(.discounted, "entry \(receipt.index) is recorded but doesn't count: \(try row.text(0))")
        }
        return try await SealedReceipt(receipt: receipt, ledger: state.ledger, connection: connection)
            .verify(under: row.bytes(1), signedBy: ledgerKey)
    }

    /// Sends what is queued as one submission; a caller that is cancelled leads to the end.
    private func lead() async {
        inFlight += 1
        var waiting = 0
        while queue.count > waiting, queue.count < Appender.worthSending {
            waiting = queue.count
            await Task.yield()
        }
        let calls = queue.take(Appender.mostInFlight - bodiesInFlight)
        let count = calls.reduce(0) { $0 + $1.remaining.count }
        bodiesInFlight += count
        if !calls.isEmpty { await deliver(calls) }
        bodiesInFlight -= count
        inFlight -= 1
        queue.wakeLeader()
        for waiter in waitingForEnd { waiter.resume() }
        waitingForEnd = []
    }

    /// Signs and sends one submission, and hands out its receipts.
    private func deliver(_ calls: [AppendCall]) async {
        do {
            if let fault { throw fault }
            if isStale { try await refresh() }
            let bodies = calls.count == 1 ? calls[0].remaining : calls.flatMap(\.remaining)
            let hashes = Appender.hashes(of: bodies)
            let submission = try sign(hashes)
            try journal?.send(submission.statement)
            state.advance(submission.statement)
            let receipts = try await send(submission, bodies, hashes)
            if let first = receipts.first, let last = receipts.last {
                try journal?.receive(
                    Promise(
                        firstIndex: first.index,
                        count: UInt64(receipts.count),
                        recordedAt: last.recordedAt,
                        leafHash: last.leafHash
                    )
                )
                state.see(Anchor(size: last.index + 1, leafHash: last.leafHash))
                unsealed.add(first.index..<(last.index + 1))
            }
            var rest = receipts[...]
            for call in calls {
                let count = call.remaining.count
                call.finish(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
        } catch {
            isStale = true
            await recover(calls, from: error)
        }
        for call in calls { call.wake() }
        await lookAfterSeals()
    }

    /// Asks, at most once a second, whether what was appended counts.
    private func lookAfterSeals() async {
        let now = ContinuousClock.now
        guard now - lastLook >= .seconds(1) else { return }
        lastLook = now
        do {
            try await tellWhatDoesNotCount()
            if let added = journal?.added, added > Appender.longestJournal { try await holdPromises() }
        } catch let error as CairnError where error.code == .receiptMissing {
            if fault == nil { tell(error) }
            fault = error
        } catch {
            // The appends stand; the next look tells.
        }
    }

    /// Tells each submission and event that a seal has judged and that doesn't count, once.
    func tellWhatDoesNotCount() async throws {
        let pending = unsealed.indexes
        guard !pending.isEmpty,
            let checkpoint = try await connection.queryToTheEnd(SQL.checkpoint, [.int32(state.ledger)]).rows.first
        else { return }
        let parameters: [Parameter] = [
            .int32(state.ledger), .int64Array(pending.map { Int64($0.lowerBound) }),
            .int64Array(pending.map { Int64($0.upperBound) }),
        ]
        let rows = try await connection.queryToTheEnd(SQL.discountedAmong, parameters).rows
        unsealed.remove(below: UInt64(try checkpoint.int64(0)))
        for row in rows {
            let isWhole = try row.bool(2)
            if isWhole { isStale = true }
            let what = isWhole ? "the submission from entry \(try row.int64(0)) on" : "entry \(try row.int64(0))"
            tell(CairnError(.discounted, "\(what) is recorded but doesn't count: \(try row.text(1))"))
        }
    }

    private static func hashes(of bodies: [Body]) -> [Hash] {
        var hasher = SHA256()
        return bodies.map { Body.hash(of: unsafe $0.bytes.span.bytes, using: &hasher) }
    }

    private func sign(_ hashes: [Hash]) throws -> Submission {
        let statement = try SubmissionStatement(
            origin: origin,
            author: author,
            number: state.nextNumber,
            previous: state.previous,
            anchor: state.head,
            count: hashes.count,
            root: Submission.root(of: hashes)
        )
        return try Submission(signing: statement, with: key)
    }

    /// Sends a submission until the database answers: the same note again gets its first receipt.
    private func send(_ submission: Submission, _ bodies: [Body], _ hashes: [Hash]) async throws -> [Receipt] {
        let parameters: [Parameter] = [
            .int32(state.ledger), .bytes(submission.note.bytes), .ids(bodies.lazy.map(\.id)),
            .bytesArray(bodies.map(\.bytes)),
        ]
        return try await persistently { connection in
            let row = try await connection.queryToTheEnd(SQL.append, parameters).only()
            return try receipts(row, submission, bodies, hashes)
        }
    }

    /// Does what may be done twice until the database answers.
    private func persistently<Value>(_ work: (Connection) async throws -> Value) async throws -> Value {
        var pause = Backoff()
        var unvouched: ContinuousClock.Instant?
        while true {
            do { return try await work(connection) } catch let error as PostgresError where error.isConnectionFault {
                try await pause.wait(orThrow: error)
                try await reconnect()
            } catch let error as PostgresError where error.code == Appender.unvouched {
                let now = ContinuousClock.now
                if unvouched == nil, let told = CairnError.told(error) as? CairnError { tell(told) }
                let since = unvouched ?? now
                unvouched = since
                guard !isClosed, now - since < patience else { throw error }
                var short = Backoff()
                try await short.wait(orThrow: error)
            }
        }
    }

    /// A connection whose commits are on the disk before they are acknowledged.
    private static func connect(_ database: DatabaseAddress) async throws -> Connection {
        let connection = try await Connection.connect(database)
        do {
            _ = try await connection.queryToTheEnd(SQL.commitDurably, [])
            return connection
        } catch {
            connection.close()
            throw error
        }
    }

    private func reconnect() async throws {
        guard connection.hasEnded else { return }
        do {
            connection = try await Appender.connect(database)
        } catch let error as PostgresError where error.isConnectionFault {
            // The next round tries again, and gives up in the end.
        }
    }

    private func receipts(
        _ row: QueryResult.Row,
        _ submission: Submission,
        _ bodies: [Body],
        _ hashes: [Hash]
    ) throws -> [Receipt] {
        let anchor = submission.statement.anchor
        guard let first = UInt64(exactly: try row.int64(0)), let recordedAt = Timestamp(microseconds: try row.int64(1)),
            recordedAt.microseconds >= 0, let before = Hash(try row.bytes(2))
        else { throw CairnError(.receipt, "the database's receipt is malformed") }
        guard first >= anchor.size, first < Limits.numbers - UInt64(bodies.count) else {
            throw CairnError(
                .receipt,
                "the database's receipt is of entry \(first), which was here before it was signed"
            )
        }
        guard first > anchor.size || before == anchor.leafHash else {
            throw CairnError.forked("entry \(first - 1) has another leaf hash than the one that was seen")
        }
        try recordedAt.requireNotAhead(of: now(), entry: first)
        var hasher = SHA256()
        var previous = before
        let receipts = zip(bodies, hashes).enumerated().map { position, part in
            let entry = Entry(
                index: first + UInt64(position),
                recordedAt: recordedAt,
                previous: previous,
                noteHash: submission.noteHash,
                position: UInt32(position),
                bodyHash: part.1
            )
            previous = entry.leafHash(using: &hasher)
            return Receipt(
                origin: origin,
                eventID: part.0.id,
                index: entry.index,
                recordedAt: recordedAt,
                leafHash: previous,
                noteHash: submission.noteHash
            )
        }
        try chain.accept(.init(first: first, count: UInt64(bodies.count), before: before, last: previous))
        return receipts
    }

    /// Reads where the author stands, and the head of the ledger, which has at least the entries that were seen.
    private func refresh() async throws {
        let before = state.head
        var read = try await persistently { try await AuthorState.read($0, origin, author) }
        guard read.head.size >= before.size else {
            throw CairnError.forked("it has \(read.head.size) entries, and \(before.size) were seen")
        }
        try chain.see(read.head)
        read.see(state.head)
        state = read
        isStale = false
    }

    /// After a failure: signs again what was refused for its order or its anchor, gives first receipts to what is there
    /// already, and fails the rest.
    private func recover(_ calls: [AppendCall], from error: any Error) async {
        let told = CairnError.told(error)
        if fault == nil, let forked = told as? CairnError, forked.code == .forked {
            fault = forked
            tell(forked)
        }
        guard fault == nil, let refusal = error as? PostgresError,
            ["CA001", "CA015", PostgresError.Code.uniqueViolation.rawValue].contains(refusal.code.rawValue)
        else {
            for call in calls { call.outcome = .failure(told) }
            return
        }
        if refusal.code == .uniqueViolation {
            for call in calls { await settle(call) }
            if calls.contains(where: { $0.outcome == nil && $0.takenSince != nil }) {
                var pause = Backoff()
                // One pause is no reason to fail.
                try? await pause.wait(orThrow: refusal)
            }
        }
        for call in calls where call.outcome == nil {
            call.refusals += 1
            if call.refusals > Appender.mostRefusals { call.outcome = .failure(told) }
        }
        queue.putBack(calls.filter { $0.outcome == nil })
    }

    /// The parameters by which the database is asked for events of this author.
    private func lookUp(_ ids: [EventID], _ hashes: [[UInt8]]) -> [Parameter] {
        [.int32(state.ledger), .text("\(author)"), .ids(ids.lazy.map { $0 }), .bytesArray(hashes)]
    }

    /// Notes that the id of an event is taken until the next seal: whoever put it there has not the author's key.
    private func waitForSeal(_ call: AppendCall, entry index: Int64) throws(CairnError) {
        let error = CairnError(
            .idReused,
            "entry \(index) has the id of an event of this author, who has not signed it: it won't count. "
                + "The event is appended once that is sealed: run cairn seal, and ask which login appended the entry"
        )
        let now = ContinuousClock.now
        if call.takenSince == nil { tell(error) }
        let since = call.takenSince ?? now
        call.takenSince = since
        call.refusals = 0
        guard !isClosed, now - since < patience else { throw error }
    }

    /// Takes from a call what the database has already.
    private func settle(_ call: AppendCall) async {
        do {
            let bodies = Dictionary(uniqueKeysWithValues: call.remaining.lazy.map { ($0.id, $0) })
            let parameters = lookUp(call.remaining.map(\.id), call.remaining.map(\.hash.bytes))
            var signed: [Int64: Bool] = [:]
            for row in try await persistently({ try await $0.queryToTheEnd(SQL.receipts, parameters) }).rows {
                if let note = try row.optionalBytes(8) {
                    signed[try row.int64(7)] = SubmissionStatement(note: note, signedBy: author) != nil
                }
                guard signed[try row.int64(7)] == true else {
                    try waitForSeal(call, entry: try row.int64(1))
                    continue
                }
                guard let id = EventID(bytes: try row.bytes(0)), let body = bodies[id] else { continue }
                guard try row.bytes(3) == body.hash.bytes else {
                    let isOfThisEvent = EventID(ofBody: try row.optionalBytes(6) ?? []) == id
                    throw CairnError.taken(id, by: try row.int64(1), isOfThisEvent: isOfThisEvent)
                }
                guard let index = UInt64(exactly: try row.int64(1)),
                    let time = Timestamp(microseconds: try row.int64(2)),
                    let leaf = Hash(try row.bytes(4)), let note = Hash(try row.bytes(5))
                else { throw CairnError(.receipt, "the database's receipt is malformed") }
                try time.requireNotAhead(of: now(), entry: index)
                call.known[body.id] = Receipt(
                    origin: origin,
                    eventID: body.id,
                    index: index,
                    recordedAt: time,
                    leafHash: leaf,
                    noteHash: note
                )
            }
            call.removeKnown()
        } catch {
            call.outcome = .failure(error)
        }
    }
}
