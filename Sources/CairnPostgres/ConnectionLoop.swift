internal import CLibPQ
internal import Glibc

/// What the thread of a connection does: sends calls, waits for the socket or the next call, and hands out results.
struct ConnectionLoop: ~Copyable {
    /// A call that was sent, and what has arrived of its answer.
    private struct Sent {
        let call: PendingCall
        let preparedName: String?
        var isPreparing: Bool
        var result: QueryResult?
        var error: PostgresError?
        /// Why the statement that this call relies on couldn't be prepared by the call before it.
        var missing: PostgresError?
    }

    private let handle: ConnectionHandle
    private let mailbox: ConnectionMailbox
    private var prepared = PreparedStatements()
    private var waiting = FIFO<PendingCall>()
    private var underWay = FIFO<Sent>()
    private var isSocketFull = false

    init(_ handle: consuming ConnectionHandle, _ mailbox: ConnectionMailbox) {
        self.handle = handle
        self.mailbox = mailbox
    }

    var isIdle: Bool { waiting.isEmpty && underWay.isEmpty }

    func begin() throws(PostgresError) {
        guard handle.enterPipelineMode() else { throw handle.failure }
    }

    /// Takes calls and sends as many as the socket accepts; the rest waits.
    mutating func add(_ calls: [PendingCall]) throws(PostgresError) {
        for call in calls { waiting.append(call) }
        try sendWaiting()
    }

    private mutating func sendWaiting() throws(PostgresError) {
        while !isSocketFull, let call = waiting.popFirst() {
            guard let parameters = call.takeForSending() else {
                mailbox.finishCall(isInTransaction: handle.isInTransaction)
                continue
            }
            do throws(PostgresError) {
                try send(call, parameters)
            } catch  where error.code == .parameter {
                mailbox.finishCall(isInTransaction: handle.isInTransaction)
                call.answer(.failure(error))
            }
            isSocketFull = try handle.flush()
        }
    }

    private mutating func send(_ call: PendingCall, _ parameters: BoundParameters) throws(PostgresError) {
        let statement = call.statement
        var name: String?
        var isPreparing = false
        if !statement.name.isEmpty {
            name = try prepared.find(statement, types: parameters.types)?.name
            if name == nil {
                name = prepared.add(statement, types: parameters.types).name
                isPreparing = true
            }
        }
        underWay.append(Sent(call: call, preparedName: name, isPreparing: isPreparing))
        if isPreparing, let name {
            guard handle.sendPrepare(name: name, sql: statement.sql, types: parameters.types) else {
                throw handle.failure
            }
        }
        guard handle.sendQuery(name: name, sql: statement.sql, parameters), handle.sendSync() else {
            throw handle.failure
        }
    }

    /// Waits for the socket or for a call, and hands out what arrived.
    ///
    /// Returns the notifications among it.
    mutating func wait() throws(PostgresError) -> [Notification] {
        var watched = [
            pollfd(fd: handle.socket, events: Int16(POLLIN | (isSocketFull ? POLLOUT : 0)), revents: 0),
            pollfd(fd: mailbox.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let ready = unsafe poll(&watched, 2, -1)
        guard ready >= 0 else {
            guard errno == EINTR else { throw PostgresError(.lost, "waiting for the connection failed") }
            return []
        }
        if watched[1].revents != 0 { mailbox.wakeUp.lower() }
        guard watched[0].revents != 0 else { return [] }
        if watched[0].revents & ~Int16(POLLOUT) != 0 {
            do throws(PostgresError) {
                try handle.consumeInput()
            } catch {
                // What came before the end is still an answer.
                try handOut()
                throw error
            }
            try handOut()
        }
        if isSocketFull {
            isSocketFull = try handle.flush()
            try sendWaiting()
        }
        return handle.takeNotifications()
    }

    private mutating func handOut() throws(PostgresError) {
        while !underWay.isEmpty, !handle.isBusy {
            guard let result = handle.nextResult() else {
                guard handle.isOpen else { throw handle.failure }
                continue
            }
            switch result.status {
            case PGRES_PIPELINE_SYNC: finishFirst()
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: accept(result)
            case PGRES_FATAL_ERROR: try refuse(result)
            case PGRES_PIPELINE_ABORTED: break
            default: throw PostgresError(.lost, "a statement began a COPY, which needs a connection of its own")
            }
        }
    }

    private mutating func accept(_ result: borrowing ResultHandle) {
        underWay.updateFirst { sent in
            if sent.isPreparing { sent.isPreparing = false } else { sent.result = result.rows }
        }
    }

    private mutating func refuse(_ result: borrowing ResultHandle) throws(PostgresError) {
        guard let sent = underWay.first else { return }
        let error = result.error(of: sent.call.statement.sql)
        guard !result.isFatal else { throw PostgresError(.lost, "the server ended the connection (\(error))") }
        let isGone = ["26000", "0A000"].contains(error.code.rawValue)
        if let name = sent.preparedName, sent.isPreparing || isGone {
            prepared.remove(sent.call.statement, name: name)
            if sent.isPreparing { underWay.updateAll { if $0.preparedName == name { $0.missing = error } } }
        }
        underWay.updateFirst { $0.error = $0.error ?? $0.missing ?? error }
    }

    /// The Sync's answer: only now is what the call did committed, or rolled back.
    private mutating func finishFirst() {
        guard let sent = underWay.popFirst() else { return }
        mailbox.finishCall(isInTransaction: handle.isInTransaction)
        if let error = sent.error {
            sent.call.answer(.failure(error))
        } else if let result = sent.result {
            sent.call.answer(.success(result))
        } else {
            sent.call.answer(.failure(PostgresError(.shape, "the statement gave no result")))
        }
    }

    /// Gives up: everything that waits fails, and is told whether it was sent.
    mutating func abandon(_ error: PostgresError) {
        while let sent = underWay.popFirst() {
            if let refusal = sent.error { sent.call.answer(.failure(refusal)) } else { sent.call.fail(error) }
        }
        while let call = waiting.popFirst() { call.fail(error) }
    }
}
