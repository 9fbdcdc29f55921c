/// What a key may sign: the name of an event family, `*` for every ordinary family, or `recovery`.
public struct Role: Hashable, Sendable, CustomStringConvertible {
    /// The name of the family, `*`, or `recovery`.
    public let name: String

    /// Every family but those that have to be given by name.
    public static let all = Role("*")
    /// Registering and revoking keys.
    public static let key = Role("key")
    /// Changing the ledger key.
    public static let ledger = Role("ledger")
    /// Taking bodies away.
    public static let redaction = Role("redaction")
    /// Everything that the registry holds, on the day when the other keys are lost or stolen: kept offline.
    public static let recovery = Role("recovery")
    /// Publishing the index of completeness.
    public static let index = Role("index")
    /// Recording timestamps and new hashes of checkpoints.
    public static let anchor = Role("anchor")

    /// The families of the registry, whose types are closed.
    static let registryFamilies: Set<String> = [key.name, ledger.name, redaction.name]
    /// The families that `*` doesn't allow.
    private static let byNameAlone = registryFamilies.union([recovery.name, index.name, anchor.name])

    /// Makes a role.
    public init(_ name: String) {
        self.name = name
    }

    /// Whether the role allows events of a family.
    public func allows(_ family: String) -> Bool {
        switch self {
        case .recovery: Role.registryFamilies.contains(family)
        case .all: !Role.byNameAlone.contains(family)
        default: name == family
        }
    }

    /// Whether entries that a key with this role signed can't be redacted.
    public var isGuarding: Bool { self == .recovery || Role.registryFamilies.contains(name) }

    /// Whether a key with this role may anchor to a landmark, however old it is: it may be offline for long.
    public var mayAnchorToLandmarks: Bool { [.key, .ledger, .recovery].contains(self) }

    /// Whether the bytes can be the name of a role: a family's, which may be a whole type, or `*`.
    static func isName(_ bytes: some Collection<UInt8>) -> Bool { EventType.isName(bytes) }

    /// The name.
    public var description: String { name }
}
