import CairnModel

/// What one caller of an ``Appender`` waits for; touched by its appender alone.
final class AppendCall {
    let number: Int
    private(set) var remaining: [Body]
    /// The bytes that have no receipt yet.
    private(set) var size: Int
    var known: [EventID: Receipt] = [:]
    var outcome: Result<[Receipt], any Error>?
    var waiter: CheckedContinuation<Void, Never>?
    var isQueued = true
    /// How often it was sent, and has to be signed again.
    var refusals = 0
    /// Since when an event waits for the seal, because its id stands in the author's name with a note that the author has
    /// not signed.
    var takenSince: ContinuousClock.Instant?
    private let order: [EventID]

    /// Takes bodies; where some come twice, with the same bytes, they are sent once.
    ///
    /// - Throws: ``CairnError`` with code `event.id-reused` where one id has two bodies, or `ModelError` with code `submission.too-large`.
    init(number: Int, bodies: [Body]) throws {
        self.number = number
        order = bodies.map(\.id)
        remaining = try AppendCall.once(bodies, order)
        size = bodies.reduce(0) { $0 + $1.bytes.count }
        guard 1...Limits.submissionBodies ~= bodies.count, size <= Limits.submissionBytes else {
            throw ModelError(
                .submissionTooLarge,
                "a submission has 1 to \(Limits.submissionBodies) bodies and 16 MiB"
            )
        }
    }

    /// Bodies without those that come again; ids that rise come once.
    private static func once(_ bodies: [Body], _ ids: [EventID]) throws(CairnError) -> [Body] {
        guard zip(ids, ids.dropFirst()).contains(where: { $0 >= $1 }) else { return bodies }
        var first: [EventID: Int] = [:]
        var unique: [Body] = []
        for (place, body) in bodies.enumerated() {
            guard let earlier = first[body.id] else {
                first[body.id] = place
                unique.append(body)
                continue
            }
            guard bodies[earlier].bytes == body.bytes else {
                throw CairnError(.idReused, "event \(body.id) is twice in one call, with two bodies")
            }
        }
        return unique
    }

    /// Answers the caller: what remained has these receipts, in order.
    func finish(_ receipts: ArraySlice<Receipt>) {
        remaining = []
        guard !known.isEmpty || receipts.count < order.count else {
            outcome = .success(Array(receipts))
            return
        }
        for receipt in receipts { known[receipt.eventID] = receipt }
        outcome = .success(order.compactMap { known[$0] })
    }

    /// Takes what has a receipt already from what remains.
    func removeKnown() {
        remaining.removeAll { known[$0.id] != nil }
        size = remaining.reduce(0) { $0 + $1.bytes.count }
        if remaining.isEmpty { finish([]) }
    }

    func wake() {
        waiter?.resume()
        waiter = nil
    }
}
