internal import CLibPQ
internal import Glibc

/// What the thread of a connection does: sends calls, waits for the socket or the next call, and hands out results.
struct ConnectionLoop: ~Copyable {
    /// A statement under way and who waits for it.
    struct Call {
        let statement: Statement
        let parameters: [Parameter]
        let continuation: CheckedContinuation<QueryResult, any Error>
        var rows: [QueryResult.Row] = []
        var error: PostgresError?
        /// Whether the statement was sent to be prepared, and the server hasn't said yet that it is.
        var awaitsPreparation = false

        init(statement: Statement, parameters: [Parameter], continuation: CheckedContinuation<QueryResult, any Error>) {
            self.statement = statement
            self.parameters = parameters
            self.continuation = continuation
        }
    }

    private let handle: ConnectionHandle
    private let wakeUp: Int32
    private var prepared: Set<Statement> = []
    private var underWay: [Call] = []
    private var wantsToWrite = false

    init(_ handle: consuming ConnectionHandle, wakeUp: Int32) {
        self.handle = handle
        self.wakeUp = wakeUp
    }

    var isIdle: Bool { underWay.isEmpty }

    func begin() throws(PostgresError) {
        guard handle.enterPipelineMode() else { throw handle.failure }
    }

    mutating func send(_ call: Call) throws(PostgresError) {
        var call = call
        call.awaitsPreparation = prepared.insert(call.statement).inserted
        underWay.append(call)
        if call.awaitsPreparation {
            guard handle.sendPrepare(call.statement, call.parameters) else { throw handle.failure }
        }
        guard handle.sendQuery(call.statement, call.parameters) else { throw handle.failure }
        wantsToWrite = try handle.flush()
    }

    /// Waits for the socket or for a call, and hands out what arrived. Returns whether a notification did.
    mutating func wait() throws(PostgresError) -> Bool {
        var watched = [
            pollfd(fd: handle.socket, events: Int16(POLLIN | (wantsToWrite ? POLLOUT : 0)), revents: 0),
            pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
        ]
        let ready = unsafe poll(&watched, 2, -1)
        guard ready >= 0 else {
            guard errno == EINTR else { throw PostgresError(.lost, "waiting for the connection failed") }
            return false
        }
        if watched[1].revents != 0 {
            var count: UInt64 = 0
            _ = unsafe read(wakeUp, &count, 8)
        }
        if wantsToWrite || watched[0].revents != 0 { wantsToWrite = try handle.flush() }
        guard watched[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { return false }
        try handle.consumeInput()
        try handOut()
        return !handle.takeNotifications().isEmpty
    }

    /// Gives up: the calls that were sent and not answered.
    mutating func abandon() -> [Call] {
        defer { underWay = [] }
        return underWay
    }

    private mutating func handOut() throws(PostgresError) {
        while !underWay.isEmpty, !handle.isBusy {
            guard let result = handle.nextResult() else { continue }
            switch result.status {
            case PGRES_PIPELINE_SYNC:
                let call = underWay.removeFirst()
                if let error = call.error {
                    if call.awaitsPreparation { prepared.remove(call.statement) }
                    call.continuation.resume(throwing: error)
                } else {
                    call.continuation.resume(returning: QueryResult(rows: call.rows))
                }
            case PGRES_TUPLES_OK: underWay[0].rows += result.rows
            case PGRES_FATAL_ERROR:
                guard handle.isOpen else { throw handle.failure }
                underWay[0].error = result.error
            case PGRES_COMMAND_OK: underWay[0].awaitsPreparation = false
            default: break
            }
        }
    }
}
