/// What became of one consent: a pure function of its events, whatever order they were recorded in.
///
/// A subject is asked, and refuses, defers or agrees; what is given may be renewed, changed in scope, withdrawn (prospectively, and in part), revoked by
/// another, expire, or be found never to have been valid. The ledger records steps that break this too; ``breaks`` names them.
public struct ConsentHistory: Sendable {
    /// What a consent is at a time.
    public enum State: String, Sendable {
        case none, requested, deferred, refused, given, withdrawn, revoked, expired, invalid
    }

    /// One event of the consent.
    public struct Step: Sendable {
        /// The verb of the event, such as `given`.
        public let verb: String
        /// When it happened.
        public let occurredAt: Timestamp
        /// When it takes effect, where that is not when it happened.
        public let effectiveAt: Timestamp?
        /// The entry's index.
        public let index: UInt64
        /// The purposes that it names.
        public let purposes: [String]?
        /// Until when what is given holds.
        public let validUntil: Timestamp?

        /// Takes an event.
        public init(
            _ verb: String,
            at occurredAt: Timestamp,
            effectiveAt: Timestamp? = nil,
            index: UInt64,
            purposes: [String]? = nil,
            validUntil: Timestamp? = nil
        ) {
            self.verb = verb
            self.occurredAt = occurredAt
            self.effectiveAt = effectiveAt
            self.index = index
            self.purposes = purposes
            self.validUntil = validUntil
        }

        fileprivate var time: Timestamp { effectiveAt ?? occurredAt }
        /// Whether something is still agreed to after it.
        fileprivate var isGiving: Bool {
            ConsentHistory.giving.contains(verb) || verb == "withdrawn" && purposes != nil
        }
    }

    private static let giving: Set<String> = ["given", "renewed", "scope-modified"]
    private let steps: [Step]

    /// Takes the events of one consent, in any order.
    public init(_ steps: [Step]) {
        self.steps = steps.sorted { ($0.time, $0.index) < ($1.time, $1.index) }
    }

    /// What the consent was at a time.
    public func state(at time: Timestamp) -> State {
        if steps.contains(where: { $0.verb == "invalidated" && ($0.effectiveAt.map { $0 <= time } ?? true) }) {
            return .invalid
        }
        let told = steps.filter { $0.time <= time && $0.verb != "invalidated" }
        guard let last = told.last else { return .none }
        guard last.isGiving else { return State(rawValue: last.verb) ?? .none }
        let agreed = told.last { ConsentHistory.giving.contains($0.verb) }
        return agreed?.validUntil.map { $0 <= time } == true ? .expired : .given
    }

    /// What it covered at a time: nothing unless it was given.
    public func purposes(at time: Timestamp) -> [String] {
        guard state(at: time) == .given else { return [] }
        let told = steps.filter { $0.time <= time && $0.verb != "invalidated" }
        let agreed = told.last { ConsentHistory.giving.contains($0.verb) }?.purposes ?? []
        guard let last = told.last, last.verb == "withdrawn" else { return agreed }
        return agreed.filter { !(last.purposes ?? []).contains($0) }
    }

    /// The steps that should not have come after those before them, as `renewed after withdrawn`.
    public var breaks: [String] {
        var before = ""
        return steps.compactMap { step in
            defer { before = step.isGiving ? "given" : step.verb }
            guard !ConsentHistory.follows(before).contains(step.verb) else { return nil }
            return before.isEmpty ? "\(step.verb) first" : "\(step.verb) after \(before)"
        }
    }

    private static func follows(_ verb: String) -> Set<String> {
        switch verb {
        case "", "requested", "deferred": ["requested", "deferred", "refused", "given"]
        case "refused": ["requested", "given"]
        case "given": ["renewed", "scope-modified", "withdrawn", "revoked", "expired", "invalidated"]
        case "expired": ["renewed", "requested", "invalidated"]
        case "withdrawn", "revoked": ["requested", "invalidated"]
        default: ["requested"]
        }
    }
}
