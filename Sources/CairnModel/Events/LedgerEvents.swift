public import CairnLog

/// The ledger begins: entry 0 of every ledger.
public struct LedgerCreated: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.ledger.created.v1")
    /// The name of the ledger.
    public let origin: String
    /// The key that signs checkpoints, named by the origin.
    public let key: VerifierKey
    /// The last checkpoint of the ledger that this one goes on for, if there is one: the whole signed note.
    public let predecessor: String?

    /// Makes the event.
    public init(origin: Origin, key: VerifierKey, predecessor: String? = nil) {
        self.origin = origin.description
        self.key = key
        self.predecessor = predecessor
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        try data.requireOnly(["origin", "key", "predecessor"])
        origin = try data.requiredString("origin")
        key = try data.verifierKey("key")
        if let value = data["predecessor"] {
            guard let text = value.string else { throw ModelError(.event, "predecessor is not a string") }
            do { _ = try LedgerCheckpoint(parsing: Array(text.utf8)) } catch {
                throw ModelError(.event, "predecessor is no checkpoint: \(error.message)")
            }
            predecessor = text
        } else {
            predecessor = nil
        }
        guard Origin.isName(Array(origin.utf8)) else {
            throw ModelError(.event, "origin is not a name that Cairn allows")
        }
    }

    /// The event's data.
    public var data: JSONValue {
        .object(
            [.init("origin", .string(origin)), .init("key", .string(key.description))]
                + (predecessor.map { [.init("predecessor", .string($0))] } ?? [])
        )
    }
}

/// From this entry on, checkpoints need another ledger key.
public struct LedgerKeyChanged: TypedEvent, Equatable {
    /// The event's type.
    public static let type = EventType("cairn.ledger.key-changed.v1")
    /// The new key, under the same name.
    public let key: VerifierKey

    /// Makes the event.
    public init(key: VerifierKey) {
        self.key = key
    }

    /// Reads the event's data.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public init(data: JSONValue) throws(ModelError) {
        try data.requireOnly(["key"])
        key = try data.verifierKey("key")
    }

    /// The event's data.
    public var data: JSONValue { .object([.init("key", .string(key.description))]) }
}
