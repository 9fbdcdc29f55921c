internal import Dispatch

/// Pauses before attempts that are repeated: at random up to a bound that doubles, so that many programs don't come back
/// at the same time.
public struct Backoff: Sendable {
    private static let first = 50
    private static let most = 5_000
    private static let attempts = 18
    private var attempt = 0

    /// Starts before the first attempt.
    public init() {}

    /// The delay after an attempt, numbered from 0.
    static func delay(attempt: Int) -> Duration {
        let bound = min(first << min(attempt, 10), most)
        return .milliseconds(Int.random(in: (bound / 2)...bound))
    }

    /// Waits after an attempt that failed, even where the caller is cancelled: others may depend on the next one.
    ///
    /// - Parameter error: Why the attempt failed.
    /// - Throws: The error, after about a minute of attempts.
    public mutating func wait(orThrow error: any Error) async throws {
        guard attempt < Backoff.attempts else { throw error }
        let pause = Backoff.delay(attempt: attempt).components
        attempt += 1
        let deadline = DispatchTime.now() + Double(pause.attoseconds) / 1e18 + Double(pause.seconds)
        await withCheckedContinuation { waiting in
            DispatchQueue.global().asyncAfter(deadline: deadline) { waiting.resume() }
        }
    }
}
