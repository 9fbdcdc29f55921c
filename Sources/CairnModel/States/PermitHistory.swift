/// What became of one permit: a pure function of its events, whatever order they were recorded in.
public struct PermitHistory: Sendable {
    /// What a permit is at a time.
    public enum State: String, Sendable {
        case none, active, suspended, revoked, completed, expired
        case notYet = "not-yet"
    }

    /// One event of the permit.
    public struct Step: Sendable {
        /// The verb of the event, such as `issued`.
        public let verb: String
        /// When it happened.
        public let occurredAt: Timestamp
        /// When it takes effect, where that is not when it happened.
        public let effectiveAt: Timestamp?
        /// The entry's index.
        public let index: UInt64
        /// From when on a permit that is issued holds.
        public let validFrom: Timestamp?
        /// Until when a permit that is issued, amended or extended holds.
        public let validUntil: Timestamp?

        /// Takes an event.
        public init(
            _ verb: String,
            at occurredAt: Timestamp,
            effectiveAt: Timestamp? = nil,
            index: UInt64,
            validFrom: Timestamp? = nil,
            validUntil: Timestamp? = nil
        ) {
            self.verb = verb
            self.occurredAt = occurredAt
            self.effectiveAt = effectiveAt
            self.index = index
            self.validFrom = validFrom
            self.validUntil = validUntil
        }

        fileprivate var time: Timestamp { effectiveAt ?? occurredAt }
    }

    private let steps: [Step]

    /// Takes the events of one permit, in any order.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// What the permit was at a time.
    public func state(at time: Timestamp) -> State {
        guard let issued = steps.filter({ $0.verb == "issued" }).min(by: { $0.index < $1.index }) else { return .none }
        if let from = issued.validFrom, time < from { return .notYet }
        let ends: Set<String> = ["suspended", "resumed", "revoked", "expired", "completed"]
        let last = steps.filter { ends.contains($0.verb) && $0.time <= time }.max {
            ($0.time, $0.index) < ($1.time, $1.index)
        }
        if let last, last.verb != "resumed" { return State(rawValue: last.verb) ?? .none }
        let extended = steps.filter {
            ["amended", "extended"].contains($0.verb) && $0.validUntil != nil && $0.occurredAt <= time
        }
        .max { ($0.occurredAt, $0.index) < ($1.occurredAt, $1.index) }
        guard let until = extended?.validUntil ?? issued.validUntil, time >= until else { return .active }
        return .expired
    }
}
