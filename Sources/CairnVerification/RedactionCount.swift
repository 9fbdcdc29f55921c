/// How many redactions have an effect, by the type of event that they name.
///
/// A verifier can't check that type, because the body is gone; whoever carries redactions out does.
public struct RedactionCount: Sendable, Equatable {
    /// The first 1,024 types that were named, each with its number.
    public let byType: [String: UInt64]
    /// How many name other types.
    public let ofOtherTypes: UInt64

    /// Makes a count.
    public init(byType: [String: UInt64] = [:], ofOtherTypes: UInt64 = 0) {
        self.byType = byType
        self.ofOtherTypes = ofOtherTypes
    }

    /// All of them.
    public var total: UInt64 { byType.values.reduce(ofOtherTypes, +) }

    /// The count in words.
    ///
    /// For example: "Redactions that have an effect: 2 of cairn.annotation.created.v1."
    public var sentence: String {
        guard total > 0 else { return "No event is redacted." }
        let types = byType.sorted { $0.key < $1.key }.map { "\($0.value) of \($0.key)" }
        let others = ofOtherTypes > 0 ? ["\(ofOtherTypes) of other types"] : []
        return "Redactions that have an effect: \((types + others).joined(separator: ", "))."
    }
}
