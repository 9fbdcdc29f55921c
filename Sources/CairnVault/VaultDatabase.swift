internal import CairnPostgres
internal import Synchronization

/// The vault's way to the database: one connection that all callers share, and one of its own for each transaction.
final class VaultDatabase: Sendable {
    private let address: DatabaseAddress
    private let shared = Mutex<Connection?>(nil)

    init(_ address: DatabaseAddress) {
        self.address = address
    }

    deinit {
        shared.withLock { $0?.close() }
    }

    /// Runs one statement, which is a transaction of itself.
    func query(_ statement: Statement, _ parameters: [Parameter]) async throws -> [QueryResult.Row] {
        try await connection().query(statement, parameters).rows
    }

    /// Runs statements on a connection that nobody else uses, all or nothing.
    func withTransaction<Value: Sendable>(
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let connection = try await Connection.connect(address)
        // Closing a connection without a commit undoes everything.
        defer { connection.close() }
        _ = try await connection.query(Statements.begin)
        let value = try await body(connection)
        _ = try await connection.query(Statements.commit)
        return value
    }

    func close() {
        shared.withLock { $0.take() }?.close()
    }

    /// The shared connection, made anew where it has broken.
    private func connection() async throws -> Connection {
        if let connection = shared.withLock({ $0 }), !connection.hasEnded { return connection }
        let fresh = try await Connection.connect(address)
        let (kept, surplus) = shared.withLock { shared -> (Connection, Connection?) in
            if let other = shared, !other.hasEnded { return (other, fresh) }
            shared = fresh
            return (fresh, nil)
        }
        surplus?.close()
        return kept
    }
}
