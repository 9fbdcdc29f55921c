internal import Synchronization

/// What the tasks that use a connection and its thread share: calls go one way, the state of the connection the other.
final class ConnectionMailbox: Sendable {
    /// Who wants notifications.
    struct Listener: Sendable {
        let notify: @Sendable (Notification) -> Void
        let finish: @Sendable () -> Void
    }

    private struct State {
        var calls: [PendingCall] = []
        var isClosing = false
        var end: PostgresError?
        var isInTransaction = false
        var unanswered = 0
        var listeners: [Int: Listener] = [:]
        var nextListener = 0
        var whenEnded: [@Sendable () -> Void] = []
    }

    /// Wakes the thread.
    let wakeUp: Interrupt
    private let state = Mutex(State())

    init() throws(PostgresError) {
        wakeUp = try Interrupt()
    }

    var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Whether the next user finds the connection as the first one found it: open, nothing under way, no transaction.
    var isReusable: Bool {
        state.withLock { $0.end == nil && !$0.isClosing && !$0.isInTransaction && $0.unanswered == 0 }
    }

    func submit(_ call: PendingCall) {
        let end: PostgresError? = state.withLock { state in
            if let end = state.end { return end }
            if state.isClosing { return PostgresError(.closed, "the connection is closed") }
            state.calls.append(call)
            state.unanswered += 1
            return nil
        }
        if let end { call.fail(end) } else { wakeUp.raise() }
    }

    func close() {
        state.withLock { $0.isClosing = true }
        wakeUp.raise()
    }

    func takeCalls() -> (calls: [PendingCall], isClosing: Bool) {
        state.withLock { state in
            defer { state.calls = [] }
            return (state.calls, state.isClosing)
        }
    }

    /// Notes that a call is over, before its caller learns of it.
    func finishCall(isInTransaction: Bool) {
        state.withLock { state in
            state.unanswered -= 1
            state.isInTransaction = isInTransaction
        }
    }

    /// Adds a listener, or returns `nil` where the connection has ended.
    func add(_ listener: Listener) -> Int? {
        state.withLock { state in
            guard state.end == nil else { return nil }
            state.nextListener += 1
            state.listeners[state.nextListener] = listener
            return state.nextListener
        }
    }

    func removeListener(_ number: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }

    func deliver(_ notifications: [Notification]) {
        guard !notifications.isEmpty else { return }
        let listeners = state.withLock { Array($0.listeners.values) }
        for notification in notifications { for listener in listeners { listener.notify(notification) } }
    }

    /// Calls a function once the thread has ended and everything that waited was answered; at once where it has already.
    func whenEnded(_ action: @escaping @Sendable () -> Void) {
        let hasEnded = state.withLock { state in
            if state.end == nil { state.whenEnded.append(action) }
            return state.end != nil
        }
        if hasEnded { action() }
    }

    /// Ends everything: called once, by the thread, after it has failed the calls that it took.
    func end(_ error: PostgresError) {
        let old = state.withLock { state in
            let old = state
            state = State()
            state.end = error
            return old
        }
        for call in old.calls { call.fail(error) }
        for listener in old.listeners.values { listener.finish() }
        for action in old.whenEnded { action() }
    }
}
