import Dispatch

/// Longer and longer pauses, with jitter, between tries to reach a database; gives up after about a minute.
struct Backoff {
    private var tries = 0

    /// Waits, even where the caller is cancelled: others may depend on the try that follows.
    mutating func wait(orThrow error: any Error) async throws {
        guard tries < 12 else { throw error }
        let longest = min(10_000, 25 << tries)
        tries += 1
        await withCheckedContinuation { waiting in
            let pause = DispatchTimeInterval.milliseconds(Int.random(in: longest / 2...longest))
            DispatchQueue.global().asyncAfter(deadline: .now() + pause) { waiting.resume() }
        }
    }
}
