/// What a key may sign: the name of an event family, or `*` for every family but `key` and `ledger`.
public struct Role: Hashable, Sendable, CustomStringConvertible {
    /// The name of the family, or `*`.
    public let name: String

    /// Every family but `key` and `ledger`.
    public static let all = Role("*")
    /// Registering and revoking keys.
    public static let key = Role("key")
    /// Changing the ledger key.
    public static let ledger = Role("ledger")

    /// Makes a role.
    public init(_ name: String) {
        self.name = name
    }

    /// Whether the role allows events of a family.
    public func allows(_ family: String) -> Bool {
        name == family || (name == "*" && family != "key" && family != "ledger")
    }

    /// Whether the bytes can be the name of a role: a family's, which may be a whole type, or `*`.
    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        (1...Limits.nameBytes).contains(bytes.count) && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The name.
    public var description: String { name }
}
