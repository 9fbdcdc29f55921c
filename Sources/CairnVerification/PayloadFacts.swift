import CairnModel

/// What one entry says of sealed payloads, and what there is of them.
struct PayloadFacts: Sendable {
    let index: UInt64
    let event: EventID
    let references: [SealedReference]
    /// The ids of keys that the event says were destroyed.
    let erasedKeys: [String]
    /// A state for each reference; none before the vault was asked.
    var states: [PayloadState] = []

    /// The facts of a body, or `nil` where it says nothing of payloads.
    init?(_ body: Body, at index: UInt64) {
        let isErasure = body.type == SubjectErased.type
        let data = body.data
        // What is not of the form doesn't name payloads that anyone could ask for.
        references = (try? SealedReference.list(in: data)) ?? []
        // An event that can't be decoded erases nothing.
        erasedKeys = isErasure ? (try? SubjectErased(data: data).keys) ?? [] : []
        guard !references.isEmpty || !erasedKeys.isEmpty else { return nil }
        self.index = index
        event = body.id
    }

    private static let member = Array("sealed".utf8)

    /// Whether a body of a type may say something of payloads: most don't, and needn't be read for it.
    static func mayStand(in body: ArraySlice<UInt8>, of type: EventType) -> Bool {
        type == SubjectErased.type || body.contains(sequence: member)
    }
}

extension ArraySlice<UInt8> {
    /// Whether other bytes stand somewhere in these.
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        guard let first = sequence.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: sequence) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
