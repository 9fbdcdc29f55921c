/// What a pool decides, without doing it: each event gives the action that follows.
struct PoolState {
    /// What a caller who wants a connection does next.
    enum Entry {
        case use(Connection)
        case open
        case wait
        case refuse
    }

    typealias Waiter = CheckedContinuation<PoolTurn, any Error>

    private let maximum: Int
    private var idle: [Connection] = []
    /// Connections that exist or are being opened.
    private var count = 0
    private var waiters: [(number: Int, waiter: Waiter)] = []
    private(set) var isClosed = false

    init(maximum: Int) {
        self.maximum = max(maximum, 1)
    }

    /// A caller comes.
    ///
    /// The connection used last is used next; broken ones go.
    mutating func enter() -> Entry {
        guard !isClosed else { return .refuse }
        while let connection = idle.popLast() {
            if !connection.hasEnded { return .use(connection) }
            count -= 1
        }
        guard count < maximum else { return .wait }
        count += 1
        return .open
    }

    /// A caller that was told to wait does; it gets its turn at once where that came meanwhile.
    mutating func wait(_ waiter: Waiter, number: Int) -> (Waiter, Result<PoolTurn, PostgresError>)? {
        switch enter() {
        case .use(let connection): return (waiter, .success(.use(connection)))
        case .open: return (waiter, .success(.open))
        case .refuse: return (waiter, .failure(PoolState.closed))
        case .wait:
            waiters.append((number, waiter))
            return nil
        }
    }

    /// A caller gives up waiting; `nil` where its turn came before.
    mutating func leave(number: Int) -> Waiter? {
        guard let place = waiters.firstIndex(where: { $0.number == number }) else { return nil }
        return waiters.remove(at: place).waiter
    }

    /// A caller gives its connection back.
    ///
    /// Returns who gets it, or `nil`; the connection is to be closed where the pool is.
    mutating func giveBack(_ connection: Connection) -> Waiter? {
        guard !isClosed, !waiters.isEmpty else {
            if isClosed { count -= 1 } else { idle.append(connection) }
            return nil
        }
        return waiters.removeFirst().waiter
    }

    /// A connection is gone, or couldn't be opened.
    ///
    /// Returns who may open another.
    mutating func lose() -> Waiter? {
        guard !waiters.isEmpty else {
            count -= 1
            return nil
        }
        return waiters.removeFirst().waiter
    }

    /// Nobody enters any more.
    ///
    /// Returns the connections to close and the callers to refuse.
    mutating func close() -> (idle: [Connection], waiters: [Waiter]) {
        isClosed = true
        defer {
            count -= idle.count
            idle = []
            waiters = []
        }
        return (idle, waiters.map(\.waiter))
    }

    static let closed = PostgresError(.poolClosed, "the pool of connections is closed")
}

/// What a caller that waited may do.
enum PoolTurn: Sendable {
    case use(Connection)
    case open
}
