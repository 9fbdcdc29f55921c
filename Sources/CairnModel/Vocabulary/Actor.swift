/// Who did something: a service, an organisation, or a person by a random id from the vault.
public struct Actor: Sendable, Hashable {
    /// The id; that of a person is a random one from the vault.
    public let id: String
    /// `person`, `organisation` or `service`.
    public let kind: String?
    /// The organisation that the actor belongs to.
    public let organisation: String?
    /// The organisation in whose name the actor acts, where it is another.
    public let onBehalfOf: String?

    /// Names an actor.
    public init(_ id: String, kind: String? = nil, organisation: String? = nil, onBehalfOf: String? = nil) {
        self.id = id
        self.kind = kind
        self.organisation = organisation
        self.onBehalfOf = onBehalfOf
    }

    /// Reads the member `actor`, or returns `nil` where it has no id or a member of another form.
    init?(_ value: JSONValue) {
        guard let id = value["id"]?.string, FactKind.isIdentifier(id) else { return nil }
        for name in ["kind", "organisation", "onBehalfOf"] {
            if let member = value[name], !(member.string.map(FactKind.isIdentifier) ?? false) { return nil }
        }
        self.init(
            id,
            kind: value["kind"]?.string,
            organisation: value["organisation"]?.string,
            onBehalfOf: value["onBehalfOf"]?.string
        )
    }

    var json: JSONValue {
        let members: [(String, String?)] = [
            ("id", id), ("kind", kind), ("organisation", organisation), ("onBehalfOf", onBehalfOf),
        ]
        return .object(members.compactMap { name, value in value.map { .init(name, .string($0)) } })
    }
}
