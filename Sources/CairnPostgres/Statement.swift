/// One SQL statement with parameters `$1`, `$2`, …, prepared on each connection at its first use.
public struct Statement: Sendable, Hashable {
    /// The name under which it is prepared.
    public let name: String
    /// The text.
    public let sql: String

    /// Makes a statement of an embedded file.
    public init(name: StaticString, sql: [UInt8]) {
        self.name = "\(name)"
        self.sql = String(decoding: sql, as: UTF8.self)
    }

    /// Makes a statement of its text.
    public init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}
