import CairnPostgres
public import ServiceLifecycle

extension Appender: Service {
    /// Runs until graceful shutdown: tells at each seal what turned out not to count, and in the end closes the appender.
    ///
    /// An appender works without being run; it then tells at its next append.
    ///
    /// - Throws: The database's error, once it can't be reached for about a minute.
    public func run() async throws {
        var pause = Backoff()
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let listener = try await Connection.connect(database)
                defer { listener.close() }
                let seals = listener.notifications()
                try await listener.query(SQL.listen)
                pause = Backoff()
                try await tellWhatDoesNotCount()
                for await _ in seals.cancelOnGracefulShutdown() { try await tellWhatDoesNotCount() }
            } catch let error as PostgresError where error.isConnectionFault {
                try await pause.wait(orThrow: error)
            }
        }
        await close()
    }
}
