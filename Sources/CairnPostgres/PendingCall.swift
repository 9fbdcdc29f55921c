internal import Synchronization

/// A statement and who waits for its result.
///
/// Whatever happens, the waiting task is resumed exactly once.
final class PendingCall: Sendable {
    private enum Phase {
        case waiting(BoundParameters)
        case sent
        case answered
    }

    private struct State {
        var phase: Phase
        var caller: CheckedContinuation<QueryResult, any Error>?
    }

    let statement: Statement
    private let state: Mutex<State>

    init(_ statement: Statement, _ parameters: BoundParameters) {
        self.statement = statement
        state = Mutex(State(phase: .waiting(parameters)))
    }

    /// Takes the task that waits; resumes it at once where the call was cancelled before.
    func wait(_ caller: CheckedContinuation<QueryResult, any Error>) {
        let isOver = state.withLock { state in
            if case .answered = state.phase { return true }
            state.caller = caller
            return false
        }
        if isOver { caller.resume(throwing: PostgresError(.cancelled, "the call was cancelled before it was sent")) }
    }

    /// Takes the parameters for sending them, or returns `nil` where the call was cancelled before.
    func takeForSending() -> BoundParameters? {
        state.withLock { state in
            guard case .waiting(let parameters) = state.phase else { return nil }
            state.phase = .sent
            return parameters
        }
    }

    func answer(_ result: Result<QueryResult, PostgresError>) {
        take()?.caller?.resume(with: result.mapError { $0 as any Error })
    }

    /// Answers that the connection ended, and whether the statement may have been carried out.
    func fail(_ error: PostgresError) {
        guard let (caller, wasSent) = take() else { return }
        let fault =
            wasSent
            ? PostgresError(error.code, error.message, maybeExecuted: true)
            : PostgresError(.closed, "the call wasn't sent: \(error.message)")
        caller?.resume(throwing: fault)
    }

    /// Resumes the caller; what was sent goes on, and its result will be dropped.
    func cancel() {
        guard let (caller, wasSent) = take() else { return }
        let what =
            wasSent
            ? "the call was cancelled; it was sent and may be carried out" : "the call was cancelled before it was sent"
        caller?.resume(throwing: PostgresError(.cancelled, what, maybeExecuted: wasSent))
    }

    private func take() -> (caller: CheckedContinuation<QueryResult, any Error>?, wasSent: Bool)? {
        state.withLock { state in
            let wasSent: Bool
            switch state.phase {
            case .waiting: wasSent = false
            case .sent: wasSent = true
            case .answered: return nil
            }
            state.phase = .answered
            defer { state.caller = nil }
            return (state.caller, wasSent)
        }
    }
}
