public import Logging

#if DEBUG
    import CairnCrypto
#endif

/// One connection to PostgreSQL: a thread of its own, non-blocking libpq in pipeline mode, one Sync a call.
///
/// Many tasks may call ``query(_:_:)`` at once; their calls are sent in order without waiting for one another, and each
/// fails or succeeds alone. A call that was sent is never cancelled. When the connection breaks, each call under way
/// fails with `connection.lost`; nothing reconnects by itself. A connection that nobody holds any more closes.
public final class Connection: Sendable {
    let mailbox: ConnectionMailbox

    private init(_ mailbox: ConnectionMailbox) {
        self.mailbox = mailbox
    }

    deinit {
        mailbox.close()
    }

    /// Connects.
    ///
    /// Waits for at most the connection string's `connect_timeout`, or ten seconds, for each host that it names.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - applicationName: What the server shows as `application_name`, unless the connection string names it.
    ///   - logger: Where notices and warnings of the server go.
    /// - Returns: The open connection.
    /// - Throws: ``PostgresError`` with code `connection.failed`.
    public static func connect(
        _ address: DatabaseAddress,
        applicationName: String = "cairn",
        logger: Logger? = nil
    ) async throws -> Connection {
        let mailbox = try ConnectionMailbox()
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            DedicatedThread.start {
                do throws(PostgresError) {
                    let handle = try ConnectionHandle(
                        connectingTo: address,
                        applicationName: applicationName,
                        logger: logger
                    )
                    var loop = ConnectionLoop(handle, mailbox)
                    try loop.begin()
                    opened.resume()
                    serve(&loop, mailbox)
                } catch {
                    opened.resume(throwing: error)
                }
            }
        }
        return Connection(mailbox)
    }

    /// Runs a statement and returns its rows.
    ///
    /// The statement is a transaction of its own, unless one was begun on this connection. A caller that is cancelled
    /// stops waiting; the statement, once sent, goes on and its result is dropped.
    ///
    /// - Parameters:
    ///   - statement: The statement, prepared at its first use.
    ///   - parameters: The values of `$1`, `$2`, …
    /// - Returns: All rows, in memory.
    /// - Throws: ``PostgresError`` with the server's SQLSTATE, `connection.lost`, `connection.closed`, `call.cancelled`
    ///   or `parameter.type`; its ``PostgresError/maybeExecuted`` tells whether the statement may have been carried
    ///   out.
    @discardableResult
    public func query(_ statement: Statement, _ parameters: [Parameter] = []) async throws -> QueryResult {
        let call = try Connection.call(statement, parameters)
        return try await withTaskCancellationHandler {
            try await wait(for: call)
        } onCancel: {
            call.cancel()
        }
    }

    /// Runs a statement and waits for its answer even where the caller is cancelled: for what must end as it began,
    /// such as `ROLLBACK`, or what others wait for too.
    ///
    /// Everything else is as in ``query(_:_:)``.
    @discardableResult
    public func queryToTheEnd(_ statement: Statement, _ parameters: [Parameter] = []) async throws -> QueryResult {
        try await wait(for: Connection.call(statement, parameters))
    }

    private static func call(_ statement: Statement, _ parameters: [Parameter]) throws(PostgresError) -> PendingCall {
        let bound = try BoundParameters(parameters)
        #if DEBUG
            WorkCount.add(.statement)
        #endif
        #if DEBUG
            WorkCount.add(.parameterByte, bound.byteCount)
        #endif
        return PendingCall(statement, bound)
    }

    private func wait(for call: PendingCall) async throws -> QueryResult {
        try await withCheckedThrowingContinuation { caller in
            call.wait(caller)
            mailbox.submit(call)
        }
    }

    /// Whether the connection has broken or was closed; noticed as soon as the server's end closes.
    public var hasEnded: Bool { mailbox.hasEnded }

    /// Ends the connection once the calls that were accepted are answered.
    public func close() {
        mailbox.close()
    }

    /// Waits until the connection has ended, by ``close()`` or because it broke.
    public func ended() async {
        await withCheckedContinuation { waiting in
            mailbox.whenEnded { waiting.resume() }
        }
    }

    private static func serve(_ loop: inout ConnectionLoop, _ mailbox: ConnectionMailbox) {
        let end: PostgresError
        do throws(PostgresError) {
            while true {
                let (calls, isClosing, isStopping) = mailbox.takeCalls()
                if isStopping { loop.stopStatement() }
                try loop.add(calls)
                if isClosing, loop.isIdle { break }
                mailbox.deliver(try loop.wait())
            }
            end = PostgresError(.closed, "the connection was closed")
        } catch {
            end = error
        }
        loop.abandon(end)
        mailbox.end(end)
    }
}
