/// Where a database is: any libpq connection string or URI, TLS parameters and service names included.
public struct DatabaseAddress: Sendable, Hashable {
    let conninfo: String

    /// Takes a connection string.
    public init(_ conninfo: String) {
        self.conninfo = conninfo
    }
}

extension DatabaseAddress: CustomStringConvertible {
    /// Says nothing of the address: it may hold a password.
    public var description: String { "a database address" }
}
