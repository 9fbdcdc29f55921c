public import CairnCrypto

/// The exact bytes of one event: a CloudEvents 1.0 event in structured mode that obeys every rule of bodies.
///
/// There is no body that was not checked. The bytes are stored, hashed, signed and served as they are.
public struct Body: Sendable {
    /// The event's id.
    public let id: EventID
    /// The event's type.
    public let type: EventType
    /// The event's source.
    public let source: String
    /// When it happened, as the author claims.
    public let time: Timestamp
    /// What a registry event says, where it is one that this version knows.
    public let registryEvent: RegistryEvent?
    private let text: JSONText
    private let dataNode: Int

    /// Checks bytes against every rule of bodies.
    ///
    /// Takes time in proportion to the bytes.
    ///
    /// - Throws: ``BodyError`` with the first fault and its offset.
    public init(checking bytes: [UInt8]) throws(BodyError) {
        guard bytes.count <= Limits.bodyBytes else {
            throw BodyError(
                .tooLarge,
                at: Limits.bodyBytes,
                "\(bytes.count) bytes, at most \(Limits.bodyBytes) are taken"
            )
        }
        guard bytes.first == UInt8(ascii: "{") else { throw BodyError(.syntax, at: 0, "the first byte is not {") }
        guard bytes.last == UInt8(ascii: "}") else {
            throw BodyError(.syntax, at: bytes.count - 1, "the last byte is not }")
        }
        let text = try JSONText(checking: bytes, rules: .body)
        for name: StaticString in ["subject", "data_base64"] {
            guard let value = text.member(name, of: 0) else { continue }
            throw BodyError(.forbiddenMember, at: text.nodes[value - 1].start, "bodies have no member \(name)")
        }
        guard text.isName(try Body.required("specversion", in: text), "1.0") else {
            throw BodyError(.member, at: 0, "specversion is not 1.0")
        }
        let idNode = try Body.required("id", in: text)
        let timeNode = try Body.required("time", in: text)
        do { id = try EventID(parsing: text.characters(idNode)) } catch {
            throw BodyError(.member, at: text.nodes[idNode].start, error.message)
        }
        do { time = try Timestamp(parsing: text.characters(timeNode)) } catch {
            throw BodyError(.member, at: text.nodes[timeNode].start, error.message)
        }
        source = String(decoding: text.characters(try Body.required("source", in: text)), as: UTF8.self)
        type = EventType(String(decoding: text.characters(try Body.required("type", in: text)), as: UTF8.self))
        guard let data = text.member("data", of: 0), text.nodes[data].kind == .object else {
            throw BodyError(.member, at: 0, "data is missing or not an object")
        }
        try References.check(text, data: data)
        do { registryEvent = type.isRegistry ? try RegistryEvent(type: type, data: text.value(data)) : nil } catch {
            throw BodyError(.registry, at: text.nodes[data].start, error.message)
        }
        self.text = text
        dataNode = data
    }

    /// The bytes.
    public var bytes: [UInt8] { text.bytes }

    /// Whether it is of the families `key` or `ledger`, of a type or version that this program doesn't know: a verifier
    /// that meets one where it counts stops (`registry.unknown-type`).
    public var isUnknownRegistryEvent: Bool { type.isRegistry && registryEvent == nil }

    /// `SHA-256(0x00 || body)`: the leaf of the submission's tree.
    public var hash: Hash { Body.hash(of: text.bytes) }

    /// The event's data, decoded anew at each call.
    public var data: JSONValue { text.value(dataNode) }

    /// What the event touches, decoded anew at each call.
    public var references: References { References(text, data: dataNode) }

    /// `SHA-256(0x00 || body)` of bytes that may be no body at all.
    public static func hash(of bytes: [UInt8]) -> Hash {
        var hasher = SHA256()
        hasher.update(0x00)
        hasher.update(bytes)
        return hasher.finish()
    }

    private static func required(_ name: StaticString, in text: JSONText) throws(BodyError) -> Int {
        guard let node = text.member(name, of: 0) else { throw BodyError(.member, at: 0, "\(name) is missing") }
        guard text.isPrintable(node) else {
            throw BodyError(
                .member,
                at: text.nodes[node].start,
                "\(name) is not \(JSONText.printable)"
            )
        }
        return node
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
            .init("type", .string(Swift.type(of: event).type.name)), .init("time", .string(time.description)),
            .init("data", event.data),
        ]
        try self.init(checking: JSONValue.object(members).encoded)
    }
}
