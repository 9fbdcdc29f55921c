import CairnModel

/// What one entry says of sealed payloads, and what there is of them.
struct PayloadFacts: Sendable {
    let index: UInt64
    let event: EventID
    let references: [SealedReference]
    /// The ids of keys that the event says were destroyed.
    let erasedKeys: [String]
    /// The subjects that the event names.
    let subjects: [String]
    /// Whether it gives its subject the keys that it names.
    let isEnrolment: Bool
    /// The subjects that the vault has for the keys of an enrolment; none before it was asked.
    var owners: [String: String] = [:]
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
        isEnrolment = body.type == SubjectEnrolled.type
        subjects = data["subjects"]?.strings ?? data["subject"]?.string.map { [$0] } ?? []
        guard !references.isEmpty || !erasedKeys.isEmpty else { return nil }
        self.index = index
        event = body.id
    }
}

extension BodyChecker {
    /// Whether the body that was checked last may say something of payloads: most don't, and needn't be read for it.
    ///
    /// The parser is asked, to which a name is the same however it is escaped.
    func mayNamePayloads(_ type: EventType) -> Bool {
        type == SubjectErased.type || hasDataMember("sealed")
    }
}
