internal import CLibPQ
internal import Glibc
internal import Synchronization

/// One connection to PostgreSQL: a thread of its own, non-blocking libpq in pipeline mode, one Sync a call.
///
/// Many tasks may call ``query(_:_:)`` at once; their calls are sent in order without waiting for one another, and each fails or succeeds alone.
/// A call that was sent is never cancelled. When the connection breaks, each call under way fails with `connection.lost`; nothing reconnects by itself.
public final class Connection: Sendable {
    private struct State {
        var waiting: [ConnectionLoop.Call] = []
        var isClosing = false
        var hasEnded = false
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())
    private let wakeUp: Int32

    private init(wakeUp: Int32) {
        self.wakeUp = wakeUp
    }

    deinit {
        _ = Glibc.close(wakeUp)
    }

    /// Connects.
    ///
    /// - Throws: ``PostgresError`` with code `connection.failed`.
    public static func connect(_ address: DatabaseAddress) async throws -> Connection {
        let wakeUp = cairn_eventfd()
        guard wakeUp >= 0 else { throw PostgresError(.connect, "no more files can be opened") }
        let connection = Connection(wakeUp: wakeUp)
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            DedicatedThread.start { connection.run(address, opened) }
        }
        return connection
    }

    /// Runs a statement and returns its rows.
    ///
    /// - Throws: ``PostgresError`` with the server's SQLSTATE, or `connection.lost` where it isn't known whether the statement was carried out.
    @discardableResult
    public func query(_ statement: Statement, _ parameters: [Parameter] = []) async throws -> QueryResult {
        try await withCheckedThrowingContinuation { continuation in
            let call = ConnectionLoop.Call(statement: statement, parameters: parameters, continuation: continuation)
            let isAccepted = state.withLock { state in
                guard !state.isClosing, !state.hasEnded else { return false }
                state.waiting.append(call)
                return true
            }
            guard isAccepted else {
                continuation.resume(throwing: PostgresError(.closed, "the connection is closed"))
                return
            }
            wake()
        }
    }

    /// Whether the connection has broken or was closed.
    public var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Ends the connection once the calls that were accepted are answered.
    public func close() {
        state.withLock { $0.isClosing = true }
        wake()
    }

    /// A stream that yields at each notification of the channels that this connection listens to, and ends with the connection.
    public func notifications() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = state.withLock { state in
            guard !state.hasEnded else { return nil }
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    private func wake() {
        var one: UInt64 = 1
        _ = unsafe write(wakeUp, &one, 8)
    }

    private func run(_ address: DatabaseAddress, _ opened: CheckedContinuation<Void, any Error>) {
        do {
            var loop = ConnectionLoop(try ConnectionHandle(connectingTo: address), wakeUp: wakeUp)
            try loop.begin()
            opened.resume()
            serve(&loop)
        } catch {
            state.withLock { $0.hasEnded = true }
            opened.resume(throwing: error)
        }
    }

    private func serve(_ loop: inout ConnectionLoop) {
        do throws(PostgresError) {
            while true {
                let (calls, isClosing) = state.withLock { state in
                    defer { state.waiting = [] }
                    return (state.waiting, state.isClosing)
                }
                for (place, call) in calls.enumerated() {
                    do throws(PostgresError) { try loop.send(call) } catch {
                        for unsent in calls[(place + 1)...] { unsent.continuation.resume(throwing: error) }
                        throw error
                    }
                }
                if isClosing, loop.isIdle { break }
                if try loop.wait() { notify() }
            }
            end(loop.abandon(), PostgresError(.closed, "the connection was closed"))
        } catch {
            end(loop.abandon(), error)
        }
    }

    private func notify() {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
    }

    private func end(_ underWay: [ConnectionLoop.Call], _ error: any Error) {
        let (waiting, listeners) = state.withLock { state in
            state.hasEnded = true
            defer {
                state.waiting = []
                state.listeners = [:]
            }
            return (state.waiting, Array(state.listeners.values))
        }
        for call in underWay { call.continuation.resume(throwing: error) }
        for call in waiting {
            call.continuation.resume(throwing: PostgresError(.closed, "the connection broke before the call was sent"))
        }
        for listener in listeners { listener.finish() }
    }
}
