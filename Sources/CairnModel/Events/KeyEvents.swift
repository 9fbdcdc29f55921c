public import CairnLog

/// A key may sign submissions from now on.
public struct KeyRegistered: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.key.registered.v1")
    /// The author's key.
    public let key: VerifierKey
    /// What it may sign.
    public let roles: [Role]

    /// Makes the event.
    public init(key: VerifierKey, roles: [Role]) {
        self.key = key
        self.roles = roles
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        try data.requireOnly(["key", "roles"])
        key = try data.verifierKey("key")
        let names = try data.requiredStrings("roles")
        guard !names.isEmpty, names.allSatisfy({ Role.isName($0.utf8) }) else {
            throw ModelError(.event, "roles is empty, or an element of it is no name of an event family")
        }
        roles = names.map(Role.init)
    }

    /// The event's data.
    public var data: JSONValue {
        .object([.init("key", .string(key.description)), .init("roles", .array(roles.map { .string($0.name) }))])
    }
}

/// A key may sign submissions no more.
public struct KeyRevoked: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.key.revoked.v1")
    /// The author's key.
    public let key: VerifierKey
    /// Why.
    public let reason: ReasonCode
    /// The index from which on the key may have been in other hands, where it is known.
    public let compromisedSince: UInt64?

    /// Makes the event.
    public init(key: VerifierKey, reason: ReasonCode, compromisedSince: UInt64? = nil) {
        self.key = key
        self.reason = reason
        self.compromisedSince = compromisedSince
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        try data.requireOnly(["key", "reason", "compromisedSince"])
        key = try data.verifierKey("key")
        reason = try ReasonCode(data.requiredString("reason"))
        compromisedSince = data["compromisedSince"] == nil ? nil : UInt64(try data.requiredCount("compromisedSince"))
    }

    /// The event's data.
    public var data: JSONValue {
        .object(
            [.init("key", .string(key.description)), .init("reason", .string(reason.name))]
                + (compromisedSince.map { [.init("compromisedSince", .integer(Int64(clamping: $0)))] } ?? [])
        )
    }
}
