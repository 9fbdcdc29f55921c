import CairnPostgres
import Synchronization

/// Connections for `COPY`, each used by one reader at a time and then kept for the next.
final class CopyPool: Sendable {
    private struct State {
        var free: [CopyConnection] = []
        var isClosed = false
    }

    /// The planner otherwise sorts on disk, or reads blocks in no order.
    private static let settings = [
        "enable_sort": "off", "enable_bitmapscan": "off", "max_parallel_workers_per_gather": "0",
    ]

    private let address: DatabaseAddress
    private let state = Mutex(State())

    init(_ address: DatabaseAddress) {
        self.address = address
    }

    func withConnection<Value>(_ body: (CopyConnection) async throws -> Value) async throws -> Value {
        let connection =
            try state.withLock { $0.free.popLast() } ?? CopyConnection(address, settings: CopyPool.settings)
        defer {
            let isKept = state.withLock { state in
                if !state.isClosed { state.free.append(connection) }
                return !state.isClosed
            }
            if !isKept { connection.close() }
        }
        return try await body(connection)
    }

    func close() {
        let free = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.free
        }
        for connection in free { connection.close() }
    }
}
