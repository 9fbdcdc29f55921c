public import CairnCrypto

/// The exact bytes of one event: a CloudEvents 1.0 event in structured mode that obeys every rule of bodies.
///
/// There is no body that was not checked. The bytes are stored, hashed, signed and served as they are.
public struct Body: Sendable {
    /// The event's id.
    public let id: EventID
    /// The event's type.
    public let type: EventType
    /// When it happened, as the author claims.
    public let time: Timestamp
    /// What the event says, where it is of the registry.
    public let registryEvent: RegistryEvent?
    /// The bytes.
    public let bytes: [UInt8]

    /// Checks bytes against every rule of bodies.
    ///
    /// Takes time in proportion to the bytes.
    ///
    /// - Throws: ``BodyError`` with the first fault and its offset.
    public init(checking bytes: [UInt8]) throws(BodyError) {
        var checker = BodyChecker()
        self = try checker.body(bytes)
    }

    init(_ facts: BodyFacts, of bytes: [UInt8]) {
        id = facts.id
        type = facts.type
        time = facts.time
        registryEvent = facts.registryEvent
        self.bytes = bytes
    }

    /// The event's source, read anew at each call.
    public var source: String {
        text.member("source", of: 0).map { String(decoding: text.characters($0), as: UTF8.self) } ?? ""
    }

    /// `SHA-256(0x00 || body)`: the leaf of the submission's tree.
    public var hash: Hash { Body.hash(of: bytes) }

    /// The event's data, read anew at each call.
    public var data: JSONValue { text.member("data", of: 0).map(text.value) ?? .null }

    /// What the event touches, read anew at each call.
    public var references: References { References(text, data: text.member("data", of: 0) ?? 0) }

    private var text: JSONText {
        // It was checked when the body was made.
        do { return try JSONText(checking: bytes, rules: .body) } catch { preconditionFailure("\(error)") }
    }

    /// `SHA-256(0x00 || body)` of bytes that may be no body at all.
    public static func hash(of bytes: [UInt8]) -> Hash {
        var hasher = SHA256()
        return hash(of: unsafe bytes.span.bytes, using: &hasher)
    }

    /// `SHA-256(0x00 || body)` of bytes that may be no body at all, by a hash function that the caller keeps.
    public static func hash(of bytes: RawSpan, using hasher: inout SHA256) -> Hash {
        hasher.update(0x00)
        hasher.update(bytes)
        return hasher.finish()
    }
}

extension Body {
    /// Makes the body of an event: the members in a fixed order, without white space, so that the same event gives
    /// the same bytes.
    ///
    /// - Throws: ``BodyError`` where the event breaks a rule of bodies.
    public init(_ event: some Event, id: EventID, source: String, time: Timestamp) throws(BodyError) {
        let members: [JSONValue.Member] = [
            .init("specversion", .string("1.0")), .init("id", .string(id.description)),
            .init("source", .string(source)),
            .init("type", .string(event.type.name)), .init("time", .string(time.description)),
            .init("data", event.data),
        ]
        try self.init(checking: JSONValue.object(members).encoded)
    }
}
