/// A data subject is known to the ledger from now on, by a random subject id.
public struct SubjectEnrolled: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.subject.enrolled.v1")
    /// The subject's random id.
    public let subject: String
    /// What identifies the subject, sealed.
    public let sealed: [SealedReference]

    /// Makes the event.
    public init(subject: String, sealed: [SealedReference]) {
        self.subject = subject
        self.sealed = sealed
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        let subjects = try data.requiredStrings("subjects")
        guard subjects.count == 1, let subject = subjects.first else {
            throw ModelError(.event, "subjects has not exactly one element")
        }
        self.subject = subject
        sealed = try SealedReference.list(in: data)
    }

    /// The event's data.
    public var data: JSONValue {
        .object([.init("subjects", .array([.string(subject)]))] + SealedReference.members(sealed))
    }
}

/// The keys and payloads of data subjects were destroyed.
public struct SubjectErased: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.subject.erased.v1")
    /// The subjects' ids.
    public let subjects: [String]
    /// The ids of the keys that were destroyed.
    public let keys: [String]
    /// The legal ground, such as `eu-gdpr:A17-1-b`.
    public let ground: String

    /// Makes the event.
    public init(subjects: [String], keys: [String], ground: String) {
        self.subjects = subjects
        self.keys = keys
        self.ground = ground
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        subjects = try data.requiredStrings("subjects")
        keys = try data.requiredStrings("keys")
        guard keys.allSatisfy(SealedReference.isKeyID) else {
            throw ModelError(.event, "an element of keys is not 32 hexadecimal digits in lowercase")
        }
        ground = try data.requiredString("ground")
    }

    /// The event's data.
    public var data: JSONValue {
        .object([
            .init("subjects", .array(subjects.map { .string($0) })), .init("keys", .array(keys.map { .string($0) })),
            .init("ground", .string(ground)),
        ])
    }
}
