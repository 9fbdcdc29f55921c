/// Longer and longer pauses, with jitter, between tries to reach a database; gives up after about a minute.
struct Backoff {
    private var tries = 0

    mutating func wait(orThrow error: any Error) async throws {
        guard tries < 12 else { throw error }
        let longest = min(10_000, 25 << tries)
        tries += 1
        try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: longest / 2...longest)))
    }
}
