import CairnModel

/// What is to be said of one submission and its events.
struct SubmissionVerdict: Sendable {
    /// Why the submission doesn't count, or `nil` where it does.
    let finding: Finding?
    /// The events that don't count though their submission does, each with its finding.
    private(set) var denied: [UInt64: Finding] = [:]
    /// Events that count and change nothing.
    var remarks: [Finding] = []
    /// Redactions that count, in their order, each with its index.
    var redactions: [(redaction: RedactionRecorded, index: UInt64)] = []
    /// Whether its entries can't be redacted.
    var isGuarded = false
    /// Whether a key with the role `recovery` signed it.
    var isByRecovery = false
    /// Whether a body of it that decides what counts is not here.
    var isWithoutRegistry = false

    init(_ finding: Finding?) {
        self.finding = finding
    }

    /// The findings about events that don't count, in their order.
    var findings: [Finding] { denied.sorted { $0.key < $1.key }.map(\.value) }

    /// Notes that an event doesn't count; the rules of bodies go before those of roles.
    mutating func deny(_ index: UInt64, _ code: FindingCode, _ message: String) {
        guard denied[index] == nil || code == .body else { return }
        denied[index] = Finding(code, at: index, message)
    }
}
