/// How long to wait before an attempt is repeated: at random up to a bound that doubles, so that many programs don't come back at the same time.
enum Backoff {
    private static let first = 50
    private static let most = 5_000

    /// The delay after an attempt, numbered from 0.
    static func delay(attempt: Int) -> Duration {
        let bound = min(first << min(attempt, 10), most)
        return .milliseconds(Int.random(in: (bound / 2)...bound))
    }
}
