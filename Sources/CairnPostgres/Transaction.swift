/// How a transaction sees others.
public enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after another; may fail with SQLSTATE 40001.
    case serializable = "SERIALIZABLE"
}

extension Connection {
    /// Runs a function within a transaction, which is committed when the function returns and rolled back when it throws.
    ///
    /// What others send on this connection meanwhile becomes part of the transaction: give it no one else. For a connection of one's own see
    /// ``ConnectionPool/withTransaction(_:isReadOnly:_:)``.
    ///
    /// - Parameters:
    ///   - isolation: How the transaction sees others.
    ///   - isReadOnly: Whether the server refuses changes.
    ///   - body: The work, on this connection.
    /// - Returns: What the function returns.
    /// - Throws: What the function throws; or ``PostgresError``, whose ``PostgresError/maybeExecuted`` is true where the connection was lost during
    ///   the commit.
    public func withTransaction<Value: Sendable>(
        _ isolation: Isolation = .readCommitted,
        isReadOnly: Bool = false,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let mode = isReadOnly ? "READ ONLY" : "READ WRITE"
        try await queryToTheEnd(Statement(name: "", sql: "BEGIN ISOLATION LEVEL \(isolation.rawValue), \(mode)"))
        let value: Value
        do {
            value = try await body(self)
            try Task.checkCancellation()
        } catch {
            await rollBack()
            throw error
        }
        let end = try await queryToTheEnd(Statement(name: "", sql: "COMMIT"))
        guard end.tag == "COMMIT" else {
            throw PostgresError(
                .init(rawValue: "25P02"),
                "the transaction was rolled back: a statement in it had failed"
            )
        }
        return value
    }

    private func rollBack() async {
        do {
            try await queryToTheEnd(Statement(name: "", sql: "ROLLBACK"))
        } catch {
            // A connection that can't roll back is no longer of use; ended, the server rolls back by itself.
            close()
        }
    }
}
