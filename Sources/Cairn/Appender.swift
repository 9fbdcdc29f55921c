public import CairnCrypto
public import CairnLog
public import CairnModel
public import CairnPostgres

/// Appends events for one author: gathers calls that arrive together, signs them once, and sends them in one round trip.
///
/// What ``append(_:source:time:)`` returns is durable. A call is safe to repeat with the same event ids after any error or crash: what is there
/// already gets its first receipt. A caller that is cancelled doesn't cancel what was sent. Use one appender, in one process, for each key.
public actor Appender {
    /// What one call waits for.
    private final class Call {
        let number: Int
        var remaining: [Body]
        var known: [EventID: Receipt] = [:]
        let order: [EventID]
        var outcome: Result<[Receipt], any Error>?
        var waiter: CheckedContinuation<Void, Never>?
        var isQueued = true

        init(number: Int, bodies: [Body]) {
            self.number = number
            remaining = bodies
            order = bodies.map(\.id)
        }

        func finish() {
            let receipts = order.compactMap { known[$0] }
            outcome = .success(receipts)
        }

        func wake() {
            waiter?.resume()
            waiter = nil
        }
    }

    /// The ledger.
    public nonisolated let origin: Origin
    /// The author's key.
    public nonisolated let author: VerifierKey
    private let database: DatabaseAddress
    private let key: Ed25519PrivateKey
    private let depth: Int
    private var connection: Connection
    private var state: AuthorState
    private var queue: [Call] = []
    private var inFlight = 0
    private var isStale = false
    private var isClosed = false
    private var nextCall = 0

    /// Connects, and reads where the author stands.
    ///
    /// - Parameters:
    ///   - database: The address of a login that is bound to the author's key.
    ///   - origin: The ledger.
    ///   - author: The author's verifier key.
    ///   - key: The private key of the same author.
    ///   - depth: The most submissions under way at once.
    /// - Throws: ``CairnError`` with code `origin.unknown`, or the database's error.
    public init(
        database: DatabaseAddress,
        origin: Origin,
        author: VerifierKey,
        key: consuming Ed25519PrivateKey,
        depth: Int = 4
    ) async throws {
        self.database = database
        self.origin = origin
        self.author = author
        self.key = key
        self.depth = max(1, depth)
        let connection = try await Connection.connect(database)
        self.connection = connection
        do {
            state = try await AuthorState.read(connection, origin, author)
        } catch {
            connection.close()
            throw error
        }
    }

    /// Appends one event.
    ///
    /// - Throws: `BodyError` where the event breaks a rule, ``CairnError``, or the database's error.
    public func append(_ event: some Event, source: String, time: Timestamp) async throws -> Receipt {
        let body = try Body(event, id: EventID.random(at: time), source: source, time: time)
        let receipts = try await append(bodies: [body])
        guard let receipt = receipts.first else { throw CairnError(.receipt, "the database gave no receipt") }
        return receipt
    }

    /// Appends bodies together: all of them, or none.
    ///
    /// - Returns: A receipt for each body, in their order.
    /// - Throws: ``CairnError`` with code `event.id-reused` where an id is there with another body, `ModelError` with code `submission.too-large`, or the database's error.
    public func append(bodies: [Body]) async throws -> [Receipt] {
        guard !isClosed else { throw CairnError(.closed, "the appender is closed") }
        guard !bodies.isEmpty else { return [] }
        let size = bodies.reduce(0) { $0 + $1.bytes.count }
        guard bodies.count <= Limits.submissionBodies, size <= Limits.submissionBytes else {
            throw ModelError(
                .submissionTooLarge,
                "a submission has at most \(Limits.submissionBodies) bodies and 16 MiB"
            )
        }
        guard Set(bodies.map(\.id)).count == bodies.count else {
            throw CairnError(.idReused, "the same event id stands twice in one call")
        }
        let call = Call(number: nextCall, bodies: bodies)
        nextCall += 1
        queue.append(call)
        while true {
            if let outcome = call.outcome { return try outcome.get() }
            if call.isQueued, inFlight < depth, !(isStale && inFlight > 0) {
                await lead()
            } else {
                await withCheckedContinuation { call.waiter = $0 }
            }
        }
    }

    /// The checkpoint under which an event is sealed, awaited.
    ///
    /// - Throws: ``CairnError`` with code `receipt.discounted` where the submission doesn't count, or the database's error.
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
        while let call = queue.first {
            if inFlight < depth, !(isStale && inFlight > 0) {
                await lead()
            } else {
                await withCheckedContinuation { call.waiter = $0 }
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
        return try Checkpoint(parsing: SignedNote(parsing: row.bytes(1)).text)
    }

    /// Sends what is queued as one submission, and hands out its receipts.
    private func lead() async {
        let calls = take()
        guard !calls.isEmpty else { return }
        inFlight += 1
        do {
            if isStale { try await refresh() }
            let bodies = calls.flatMap(\.remaining)
            let submission = try sign(bodies)
            state.advance(submission.statement)
            let receipts = try await send(submission, bodies)
            if let last = receipts.last { state.acknowledge(lastLeafHash: last.leafHash) }
            for receipt in receipts {
                calls.first { call in call.remaining.contains { $0.id == receipt.eventID } }?.known[receipt.eventID] =
                    receipt
            }
            for call in calls { call.finish() }
        } catch {
            isStale = true
            await recover(calls, from: error)
        }
        inFlight -= 1
        for call in calls { call.wake() }
        wakeNext()
    }

    private func wakeNext() {
        queue.first { $0.waiter != nil }?.wake()
    }

    /// Takes calls from the queue, in order, as far as they fit into one submission and have no event id in common.
    private func take() -> [Call] {
        var calls: [Call] = []
        var ids: Set<EventID> = []
        var count = 0
        var size = 0
        while let call = queue.first {
            let bytes = call.remaining.reduce(0) { $0 + $1.bytes.count }
            guard
                calls.isEmpty
                    || (count + call.remaining.count <= Limits.submissionBodies
                        && size + bytes <= Limits.submissionBytes),
                !call.remaining.contains(where: { ids.contains($0.id) })
            else { break }
            ids.formUnion(call.remaining.map(\.id))
            count += call.remaining.count
            size += bytes
            call.isQueued = false
            calls.append(call)
            queue.removeFirst()
        }
        return calls
    }

    private func sign(_ bodies: [Body]) throws -> Submission {
        let statement = try SubmissionStatement(
            origin: origin,
            author: author,
            number: state.nextNumber,
            previous: state.previous,
            anchor: state.anchor,
            count: bodies.count,
            root: Submission.root(of: bodies.map(\.hash))
        )
        return try Submission(signing: statement, with: key)
    }

    /// Sends a submission until the database answers: the same note again gets its first receipt.
    private func send(_ submission: Submission, _ bodies: [Body]) async throws -> [Receipt] {
        let parameters: [Parameter] = [
            .int32(state.ledger), .bytes(submission.note.bytes), .uuidArray(bodies.map(\.id.bytes)),
            .bytesArray(bodies.map(\.bytes)),
        ]
        var pause = Backoff()
        while true {
            do {
                let row = try await connection.query(SQL.append, parameters).only()
                return try receipts(row, submission, bodies)
            } catch let error as PostgresError where error.isConnectionFault {
                try await pause.wait(orThrow: error)
                try await reconnect()
            }
        }
    }

    private func reconnect() async throws {
        guard connection.hasEnded else { return }
        do {
            connection = try await Connection.connect(database)
        } catch let error as PostgresError where error.isConnectionFault {
            // The next round tries again, and gives up in the end.
        }
    }

    private func receipts(_ row: QueryResult.Row, _ submission: Submission, _ bodies: [Body]) throws -> [Receipt] {
        guard let first = UInt64(exactly: try row.int64(0)), let recordedAt = Timestamp(microseconds: try row.int64(1)),
            var previous = Hash(try row.bytes(2))
        else { throw CairnError(.receipt, "the database's receipt is malformed") }
        var hasher = SHA256()
        return bodies.enumerated().map { position, body in
            let entry = Entry(
                index: first + UInt64(position),
                recordedAt: recordedAt,
                previous: previous,
                noteHash: submission.noteHash,
                position: UInt32(position),
                body: body.bytes
            )
            previous = entry.leafHash(using: &hasher)
            return Receipt(
                origin: origin,
                eventID: body.id,
                index: entry.index,
                recordedAt: recordedAt,
                leafHash: previous,
                noteHash: submission.noteHash
            )
        }
    }

    private func refresh() async throws {
        state = try await AuthorState.read(connection, origin, author)
        isStale = false
    }

    /// After a failure: signs anew what was refused for its order, gives first receipts to what is there already, and fails the rest.
    private func recover(_ calls: [Call], from error: any Error) async {
        guard let fault = error as? PostgresError,
            ["CA001", PostgresError.Code.uniqueViolation.rawValue].contains(fault.code.rawValue)
        else {
            for call in calls { call.outcome = .failure(error) }
            return
        }
        if fault.code == .uniqueViolation {
            for call in calls { await settle(call) }
        }
        let again = calls.filter { $0.outcome == nil }
        for call in again { call.isQueued = true }
        queue = (queue + again).sorted { $0.number < $1.number }
    }

    /// Takes from a call what the database has already.
    private func settle(_ call: Call) async {
        do {
            let ids = call.remaining.map(\.id.bytes)
            for row in try await connection.query(SQL.receipts, [.int32(state.ledger), .uuidArray(ids)]).rows {
                let id = try row.bytes(0)
                guard let body = call.remaining.first(where: { $0.id.bytes == id }) else { continue }
                guard try row.bytes(3) == body.hash.bytes else {
                    throw CairnError(.idReused, "event \(body.id) is in the ledger with another body")
                }
                guard let index = UInt64(exactly: try row.int64(1)),
                    let time = Timestamp(microseconds: try row.int64(2)),
                    let leaf = Hash(try row.bytes(4)), let note = Hash(try row.bytes(5))
                else { throw CairnError(.receipt, "the database's receipt is malformed") }
                call.known[body.id] = Receipt(
                    origin: origin,
                    eventID: body.id,
                    index: index,
                    recordedAt: time,
                    leafHash: leaf,
                    noteHash: note
                )
            }
            call.remaining.removeAll { call.known[$0.id] != nil }
            if call.remaining.isEmpty { call.finish() }
        } catch {
            call.outcome = .failure(error)
        }
    }
}
