import CairnPostgres
public import ServiceLifecycle

/// Seals a ledger again and again until it is asked to stop: a new entry is under a signed checkpoint within the interval and a seal.
///
/// Where another process seals the ledger, it waits, and takes over when that one ends; where the database is gone, it waits for it to come back.
public struct SealingService: Service {
    /// What the service tells while it runs.
    public enum Progress: Sendable {
        /// A seal found something new.
        case sealed(Sealer.Report)
        /// The service waits, for this reason; told once until it goes on.
        case waiting(any Error)
    }

    private let interval: Duration
    private let tell: @Sendable (Progress) -> Void
    private let makeSealer: @Sendable () async throws -> Sealer

    /// Prepares the service.
    ///
    /// - Parameters:
    ///   - interval: The pause between two seals.
    ///   - tell: Called with what happens.
    ///   - makeSealer: Makes the ledger's sealer: at the start, and after the database was lost.
    public init(
        every interval: Duration = .milliseconds(250),
        tell: @escaping @Sendable (Progress) -> Void = { _ in },
        makeSealer: @escaping @Sendable () async throws -> Sealer
    ) {
        self.interval = interval
        self.tell = tell
        self.makeSealer = makeSealer
    }

    /// Runs until graceful shutdown; a seal that has begun is finished.
    ///
    /// - Throws: ``CairnError`` where the entries contradict what was signed: nothing is signed from then on. Or the database's error, unless
    ///   the database was lost meanwhile.
    public func run() async throws {
        var isWaiting = false
        var hasSealed = false
        while !Task.isShuttingDownGracefully {
            do {
                let sealer = try await makeSealer()
                isWaiting = false
                hasSealed = true
                try await follow(sealer)
            } catch {
                guard SealingService.isPassing(error, hasSealed: hasSealed) else { throw error }
                if !isWaiting { tell(.waiting(error)) }
                isWaiting = true
                await pause()
            }
        }
    }

    private func follow(_ sealer: Sealer) async throws {
        do {
            while !Task.isShuttingDownGracefully {
                let report = try await sealer.seal()
                if report.newEntries > 0 { tell(.sealed(report)) }
                await pause()
            }
            await sealer.close()
        } catch {
            await sealer.close()
            throw error
        }
    }

    /// Whether it is enough to wait and try again.
    private static func isPassing(_ error: any Error, hasSealed: Bool) -> Bool {
        if let error = error as? CairnError { return [.notLeader, .locked, .clockAhead].contains(error.code) }
        return hasSealed && (error as? PostgresError)?.isConnectionFault == true
    }

    private func pause() async {
        await cancelWhenGracefulShutdown {
            // A pause that is cut short is what shutting down asks for.
            try? await ContinuousClock().sleep(for: interval)
        }
    }
}
