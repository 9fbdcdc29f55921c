import Foundation
import Synchronization

/// How far long work is, on a terminal only: at most ten lines a second, each over the one before.
final class Progress: Sendable {
    private struct State {
        var last = ContinuousClock.now
        var isShown = false
    }

    private let what: String
    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(_ what: String) {
        self.what = what
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    /// Shows rate and time left.
    func show(_ done: UInt64, _ all: UInt64) {
        guard isTerminal else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            guard done == all || now - state.last > .milliseconds(100) else { return false }
            state.last = now
            state.isShown = true
            return true
        }
        guard isDue else { return }
        let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
        let rate = Double(done) / max(seconds, 0.001)
        let left = rate > 0 ? Int(Double(all - min(done, all)) / rate) : 0
        Output.write("\r\u{1B}[K\(what): \(done) of \(all), \(Int(rate))/s, \(left) s left", toError: true)
    }

    /// Clears the line.
    func end() {
        guard state.withLock({ $0.isShown }) else { return }
        Output.write("\r\u{1B}[K", toError: true)
    }
}
