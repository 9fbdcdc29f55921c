import CairnModel

/// The calls of an ``Appender`` that were not sent yet, in their order; at most 64 MiB of bodies, or one call.
struct AppendQueue {
    private static let most = 64 * 1_048_576

    private var calls: [AppendCall] = []
    private var bytes = 0
    /// The number of bodies.
    private(set) var count = 0
    private var waitingForRoom: [CheckedContinuation<Void, Never>] = []

    var isEmpty: Bool { calls.isEmpty }

    /// The number of bodies of the call that comes next.
    var nextCount: Int { calls.first?.remaining.count ?? 0 }

    /// Whether a call of a size fits.
    func hasRoom(for size: Int) -> Bool { bytes == 0 || bytes + size <= AppendQueue.most }

    /// Keeps a caller until calls were taken.
    mutating func wait(_ caller: CheckedContinuation<Void, Never>) {
        waitingForRoom.append(caller)
    }

    /// Lets everyone who waits for room look again.
    mutating func wakeAll() {
        for caller in waitingForRoom { caller.resume() }
        waitingForRoom = []
    }

    /// Lets the first call that waits for its turn lead the next submission.
    func wakeLeader() {
        calls.first { $0.waiter != nil }?.wake()
    }

    mutating func add(_ call: AppendCall) {
        calls.append(call)
        bytes += call.size
        count += call.remaining.count
    }

    /// Puts calls back where they were.
    mutating func putBack(_ again: [AppendCall]) {
        for call in again {
            call.isQueued = true
            bytes += call.size
            count += call.remaining.count
        }
        calls = (calls + again).sorted { $0.number < $1.number }
    }

    /// Takes calls, in order, as far as they fit into one submission and have no event id in common.
    ///
    /// - Parameter most: The most bodies that may be taken.
    /// - Returns: The calls; none where the first has more bodies.
    mutating func take(_ most: Int = Limits.submissionBodies) -> [AppendCall] {
        guard nextCount <= most else { return [] }
        let most = min(most, Limits.submissionBodies)
        var ids: Set<EventID> = []
        var bodies = 0
        var size = 0
        var taken = 0
        for call in calls {
            if taken > 0 {
                guard bodies + call.remaining.count <= most,
                    size + call.size <= Limits.submissionBytes
                else { break }
                if taken == 1 { ids.formUnion(calls[0].remaining.lazy.map(\.id)) }
                guard !call.remaining.contains(where: { ids.contains($0.id) }) else { break }
                ids.formUnion(call.remaining.lazy.map(\.id))
            }
            bodies += call.remaining.count
            size += call.size
            taken += 1
            call.isQueued = false
        }
        let first = Array(calls.prefix(taken))
        calls.removeFirst(taken)
        bytes -= size
        count -= bodies
        wakeAll()
        return first
    }
}
