public import CairnModel

/// A subject's keys and payloads are destroyed; the event that says so is yet to be appended.
public struct Erasure: Sendable {
    /// The subject.
    public let subject: SubjectID
    /// The exact body to append: the same one, however often the erasure is asked for.
    public let body: Body
}
