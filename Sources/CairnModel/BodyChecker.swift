/// Checks bodies one after the other, in memory that it keeps: no allocation for most of them.
public struct BodyChecker {
    /// What a body that obeys the rules says.
    public struct Envelope: Sendable {
        /// The event's id.
        public let id: EventID
        /// The event's type.
        public let type: EventType
        /// What the event says, where it is of the registry.
        public let registryEvent: RegistryEvent?
    }

    private var text = JSONText()
    private var types = EventTypeCache()

    /// Makes a checker.
    public init() {}

    /// Checks a part of some bytes against every rule of bodies, as `Body` does.
    ///
    /// Takes time in proportion to the bytes.
    ///
    /// - Returns: What the body says.
    /// - Throws: ``BodyError`` with the first fault and its offset in the part.
    public mutating func check(_ bytes: [UInt8], in range: Range<Int>) throws(BodyError) -> Envelope {
        let facts = try BodyFacts(checking: bytes, in: range, into: &text, &types)
        return Envelope(id: facts.id, type: facts.type, registryEvent: facts.registryEvent)
    }

    /// Whether `data` of the body that was checked last has a member, however its name is escaped.
    public func hasDataMember(_ name: StaticString) -> Bool {
        text.member("data", of: 0).flatMap { text.member(name, of: $0) } != nil
    }

    /// Judges the body that was checked last by the form of its type, as `KnownEvents.decode` does.
    ///
    /// - Parameter type: Its type.
    /// - Returns: Whether it has that form; `nil` where the type is unknown.
    public func isDecodable(as type: EventType) -> Bool? {
        let data = text.member("data", of: 0)
        if let type = KnownEvents.typed(type) {
            guard let data else { return false }
            do {
                _ = try type.init(data: text.value(data))
                return true
            } catch {
                return false
            }
        }
        guard let form = Vocabulary.form(of: type) else { return nil }
        return data.map { form.accepts(text, data: $0) } ?? false
    }

    /// Checks bytes against every rule of bodies.
    ///
    /// - Returns: The body of these bytes.
    /// - Throws: ``BodyError`` with the first fault and its offset.
    public mutating func body(_ bytes: [UInt8]) throws(BodyError) -> Body {
        Body(try BodyFacts(checking: bytes, in: bytes.indices, into: &text, &types), of: bytes)
    }
}
