public import Logging
internal import Synchronization

/// Connections to one database, opened when they are needed and at most as many as allowed.
///
/// Who comes when all are in use waits in a queue. A connection that broke is replaced at the next use; while the server can't be reached, opening
/// is tried again after growing random delays, for as long as a caller may wait.
public final class ConnectionPool: Sendable {
    private let address: DatabaseAddress
    private let waitTimeout: Duration
    private let applicationName: String
    private let logger: Logger?
    private let state: Mutex<PoolState>
    private let numbers = Mutex(0)

    /// Makes a pool; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - address: Where the database is.
    ///   - maximum: The most connections, 1 or more.
    ///   - waitTimeout: How long a caller waits for a connection, opening included.
    ///   - applicationName: What the server shows as `application_name`.
    ///   - logger: Where notices of the server and failed attempts to connect go.
    public init(
        _ address: DatabaseAddress,
        maximum: Int = 4,
        waitTimeout: Duration = .seconds(10),
        applicationName: String = "cairn",
        logger: Logger? = nil
    ) {
        self.address = address
        self.waitTimeout = waitTimeout
        self.applicationName = applicationName
        self.logger = logger
        state = Mutex(PoolState(maximum: maximum))
    }

    /// Runs a function with a connection that nobody else uses meanwhile.
    ///
    /// A connection that comes back with an open transaction, or with calls still under way, is closed.
    ///
    /// - Parameter body: The work; the connection must not be used after it.
    /// - Returns: What the function returns.
    /// - Throws: What the function throws; or ``PostgresError`` with code `pool.timeout`, `pool.closed` or `connection.failed`.
    public func withConnection<Value: Sendable>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try await take()
        defer { giveBack(connection) }
        return try await body(connection)
    }

    /// Runs a function within a transaction on a connection of its own; committed when the function returns, rolled back when it throws.
    ///
    /// - Parameters:
    ///   - isolation: How the transaction sees others.
    ///   - isReadOnly: Whether the server refuses changes.
    ///   - body: The work; the connection must not be used after it.
    /// - Returns: What the function returns.
    /// - Throws: As ``withConnection(_:)``, and what the server says to the commit.
    public func withTransaction<Value: Sendable>(
        _ isolation: Isolation = .readCommitted,
        isReadOnly: Bool = false,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await withConnection { connection in
            try await connection.withTransaction(isolation, isReadOnly: isReadOnly, body)
        }
    }

    /// Closes the connections that aren't in use now, and the others when they come back; refuses whoever waits or comes.
    public func close() {
        let (idle, waiters) = state.withLock { $0.close() }
        for connection in idle { connection.close() }
        for waiter in waiters { waiter.resume(throwing: PoolState.closed) }
    }

    private func take() async throws -> Connection {
        let deadline = ContinuousClock.now + waitTimeout
        switch state.withLock({ $0.enter() }) {
        case .use(let connection): return connection
        case .open: return try await open(until: deadline)
        case .refuse: throw PoolState.closed
        case .wait:
            switch try await wait(until: deadline) {
            case .use(let connection): return connection
            case .open: return try await open(until: deadline)
            }
        }
    }

    private func giveBack(_ connection: Connection) {
        guard connection.mailbox.isReusable else {
            connection.mailbox.whenEnded { self.lose() }
            connection.close()
            return
        }
        let (waiter, isClosed) = state.withLock { state in (state.giveBack(connection), state.isClosed) }
        if let waiter { waiter.resume(returning: .use(connection)) } else if isClosed { connection.close() }
    }

    private func lose() {
        state.withLock { $0.lose() }?.resume(returning: .open)
    }

    private func wait(until deadline: ContinuousClock.Instant) async throws -> PoolTurn {
        let number = numbers.withLock { number in
            number += 1
            return number
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await ContinuousClock().sleep(until: deadline)
                self.refuse(
                    number,
                    PostgresError(
                        .poolTimeout,
                        "all connections were in use for \(self.waitTimeout); allow more, or try again"
                    )
                )
            }
            defer { group.cancelAll() }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { waiter in
                    if let (waiter, turn) = state.withLock({ $0.wait(waiter, number: number) }) {
                        waiter.resume(with: turn.mapError { $0 as any Error })
                    } else if Task.isCancelled {
                        refuse(number, ConnectionPool.cancelled)
                    }
                }
            } onCancel: {
                refuse(number, ConnectionPool.cancelled)
            }
        }
    }

    private static let cancelled = PostgresError(
        .cancelled,
        "the caller was cancelled while it waited for a connection"
    )

    private func refuse(_ number: Int, _ error: PostgresError) {
        state.withLock { $0.leave(number: number) }?.resume(throwing: error)
    }

    private func open(until deadline: ContinuousClock.Instant) async throws -> Connection {
        var attempt = 0
        while true {
            do {
                return try await Connection.connect(address, applicationName: applicationName, logger: logger)
            } catch {
                let delay = Backoff.delay(attempt: attempt)
                let isOver = ContinuousClock.now + delay >= deadline || state.withLock { $0.isClosed }
                guard let fault = error as? PostgresError, fault.isRetryable, !isOver else {
                    lose()
                    throw error
                }
                logger?.warning("no connection to PostgreSQL, trying again in \(delay): \(fault)")
                attempt += 1
                do {
                    try await ContinuousClock().sleep(for: delay)
                } catch {
                    lose()
                    throw ConnectionPool.cancelled
                }
            }
        }
    }
}
