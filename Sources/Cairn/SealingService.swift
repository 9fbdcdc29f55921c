public import ServiceLifecycle

/// Seals a ledger again and again until it is asked to stop: a new entry is under a signed checkpoint within the interval and a seal.
public struct SealingService: Service {
    private let sealer: Sealer
    private let interval: Duration
    private let report: @Sendable (Sealer.Report) -> Void

    /// Prepares the service.
    ///
    /// - Parameters:
    ///   - sealer: The ledger's sealer.
    ///   - interval: The pause between two seals.
    ///   - report: Called after each seal that found something new.
    public init(
        _ sealer: Sealer,
        every interval: Duration = .milliseconds(250),
        report: @escaping @Sendable (Sealer.Report) -> Void = { _ in }
    ) {
        self.sealer = sealer
        self.interval = interval
        self.report = report
    }

    /// Runs until graceful shutdown; a seal that has begun is finished.
    ///
    /// - Throws: What the sealer throws: nothing is signed from then on.
    public func run() async throws {
        while !Task.isShuttingDownGracefully {
            let sealed = try await sealer.seal()
            if sealed.newEntries > 0 { report(sealed) }
            await pause()
        }
        await sealer.close()
    }

    private func pause() async {
        await cancelWhenGracefulShutdown {
            // A pause that is cut short is what shutting down asks for.
            try? await ContinuousClock().sleep(for: interval)
        }
    }
}
