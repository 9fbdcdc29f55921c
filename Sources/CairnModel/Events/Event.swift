/// Something that happened, as a value: what an author appends.
public protocol Event: Sendable {
    /// The type under which it is recorded.
    var type: EventType { get }
    /// Its data, as it stands in the body.
    var data: JSONValue { get }
}

/// An event that has a Swift type of its own.
public protocol TypedEvent: Event {
    /// The type under which it is recorded.
    static var type: EventType { get }

    /// Reads the data of a body of this type.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    init(data: JSONValue) throws(ModelError)
}

extension TypedEvent {
    /// The type under which it is recorded.
    public var type: EventType { Self.type }
}

/// The events that this version can interpret.
public enum KnownEvents {
    /// The types that have a Swift type of their own.
    public static let types: [any TypedEvent.Type] = [
        LedgerCreated.self, LedgerKeyChanged.self, KeyRegistered.self, KeyRevoked.self, RedactionRecorded.self,
        SubjectEnrolled.self, SubjectErased.self, ImageSeriesReceived.self, ImageRejected.self,
    ]

    /// Decodes a body, or returns `nil` where its type is unknown.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed` where the type is known and the data is not of its form.
    public static func decode(_ body: Body) throws(ModelError) -> (any Event)? {
        if let type = byName[body.type.name] { return try type.init(data: body.data) }
        guard let form = Vocabulary.form(of: body.type) else { return nil }
        return try FormedEvent(form, data: body.data)
    }

    /// The Swift type of an event, where it has one of its own.
    static func typed(_ type: EventType) -> (any TypedEvent.Type)? { byName[type.name] }

    /// Whether a type is known.
    public static func isKnown(_ type: EventType) -> Bool {
        byName[type.name] != nil || Vocabulary.form(of: type) != nil
    }

    private static let byName = Dictionary(uniqueKeysWithValues: types.map { ($0.type.name, $0) })
}

extension JSONValue {
    /// Fails where the object has a member that is not one of these: events of the registry are closed.
    func requireOnly(_ names: [String]) throws(ModelError) {
        guard case .object(let members) = self else { throw ModelError(.event, "data is not an object") }
        if members.contains(where: { member in !names.contains { $0.utf8.elementsEqual(member.name.utf8) } }) {
            throw ModelError(.event, "data has a member that events of this type don't have")
        }
    }

    /// A required string.
    func requiredString(_ name: String) throws(ModelError) -> String {
        guard let string = self[name]?.string else { throw ModelError(.event, "\(name) is missing or not a string") }
        return string
    }

    /// A required array of strings.
    func requiredStrings(_ name: String) throws(ModelError) -> [String] {
        guard let strings = self[name]?.strings else {
            throw ModelError(.event, "\(name) is missing or not an array of strings")
        }
        return strings
    }

    /// A required number that is not negative.
    func requiredCount(_ name: String) throws(ModelError) -> Int64 {
        guard let count = self[name]?.integer, count >= 0 else {
            throw ModelError(.event, "\(name) is missing or no number from 0")
        }
        return count
    }
}
