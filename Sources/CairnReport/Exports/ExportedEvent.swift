public import CairnModel

/// An event of a ledger, as it is said again in another standard.
public struct ExportedEvent: Sendable {
    /// The ledger.
    public let origin: Origin
    /// The entry's index.
    public let index: UInt64
    /// When the ledger recorded it.
    public let recordedAt: Timestamp
    /// The event.
    public let body: Body
    /// The event's data.
    public let data: JSONValue

    /// Takes an event from its place.
    public init(origin: Origin, index: UInt64, recordedAt: Timestamp, body: Body) {
        self.origin = origin
        self.index = index
        self.recordedAt = recordedAt
        self.body = body
        data = body.data
    }

    var family: String { body.type.family }
    var verb: String { Vocabulary.form(of: body.type)?.verb ?? "" }
    var time: String { "\(body.time)" }
    var actor: String { data["actor"]?["id"]?.string ?? "unknown" }
    var organisation: String? { data["actor"]?["organisation"]?.string }
    var onBehalfOf: String? { data["actor"]?["onBehalfOf"]?.string }
    /// A name for the event that is the same everywhere.
    var urn: String { "urn:uuid:\(body.id)" }

    func strings(_ name: String) -> [String] { data[name]?.strings ?? [] }
    func string(_ name: String) -> String? { data[name]?.string }
}

extension JSONValue {
    /// An object of members; those without a value are left out.
    static func members(_ members: (String, JSONValue?)...) -> JSONValue {
        .object(members.compactMap { name, value in value.map { .init(name, $0) } })
    }

    static func strings(_ strings: [String]) -> JSONValue { .array(strings.map { .string($0) }) }

    /// A string, or nothing for nothing.
    static func optional(_ string: String?) -> JSONValue? { string.map { .string($0) } }

    /// An array, or nothing for an empty one.
    static func some(_ elements: [JSONValue]) -> JSONValue? { elements.isEmpty ? nil : .array(elements) }
}
