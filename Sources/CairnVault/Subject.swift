/// A subject as the vault found or created it.
public struct Subject: Hashable, Sendable {
    /// What the ledger knows the subject by.
    public let id: SubjectID
    /// Whether the vault didn't know the subject before, so that its enrolment is yet to be appended.
    public let isNew: Bool
}
