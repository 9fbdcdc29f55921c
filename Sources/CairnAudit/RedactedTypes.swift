import CairnModel

/// How many events are redacted, by the type that the redactions name: what may be missing from an answer.
public struct RedactedTypes: Sendable, Equatable {
    /// The numbers; there is no type without an event.
    public let counts: [String: UInt64]

    /// Takes numbers.
    public init(_ counts: [String: UInt64]) { self.counts = counts.filter { $0.value > 0 } }

    /// Counts entries.
    public init(_ entries: [RedactedEntry]) {
        counts = entries.reduce(into: [:]) { $0[$1.type.name, default: 0] += 1 }
    }

    /// The most types that the sentence names.
    static let mostTypes = 32

    /// The numbers in words, the most frequent types by name and the others together; `nil` where there are none.
    public var sentence: String? {
        guard !counts.isEmpty else { return nil }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let named = sorted.prefix(RedactedTypes.mostTypes).map { "\($0.value) of \($0.key)" }
        let others = sorted.dropFirst(RedactedTypes.mostTypes).reduce(0) { $0 + $1.value }
        let parts = named + (others > 0 ? ["\(others) of other types"] : [])
        return "Redacted, their bodies taken away: \(parts.joined(separator: ", "))."
    }
}
