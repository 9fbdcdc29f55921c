import CairnModel

/// What one caller of an ``Appender`` waits for; touched by its appender alone.
final class AppendCall {
    let number: Int
    var remaining: [Body]
    var known: [EventID: Receipt] = [:]
    var outcome: Result<[Receipt], any Error>?
    var waiter: CheckedContinuation<Void, Never>?
    var isQueued = true
    private let order: [EventID]

    /// Takes bodies; where some come twice, with the same bytes, they are sent once.
    init(number: Int, bodies: [Body], isRepeating: Bool) {
        self.number = number
        var seen: Set<EventID> = []
        remaining = isRepeating ? bodies.filter { seen.insert($0.id).inserted } : bodies
        order = bodies.map(\.id)
    }

    /// The bytes that have no receipt yet.
    var size: Int { remaining.reduce(0) { $0 + $1.bytes.count } }

    /// Answers the caller: what remained has these receipts, in order.
    func finish(_ receipts: ArraySlice<Receipt>) {
        guard !known.isEmpty || receipts.count < order.count else {
            outcome = .success(Array(receipts))
            return
        }
        for receipt in receipts { known[receipt.eventID] = receipt }
        outcome = .success(order.compactMap { known[$0] })
    }

    func wake() {
        waiter?.resume()
        waiter = nil
    }
}
