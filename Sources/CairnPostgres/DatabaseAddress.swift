internal import CLibPQ

/// Where a database is: any libpq connection string or URI, TLS parameters and service names included.
///
/// What is missing in it libpq takes from its usual places (`PGHOST`, `PGPASSFILE`, …). It never prints a password.
public struct DatabaseAddress: Sendable, Hashable {
    let conninfo: String

    /// Takes a connection string.
    public init(_ conninfo: String) {
        self.conninfo = conninfo
    }

    /// libpq's words on why it didn't connect, without secrets: where it didn't understand the connection string it
    /// repeats parts of it.
    func reason(_ message: String, wasUnderstood: Bool) -> String {
        guard wasUnderstood, let parsed = options else { return "the connection string is malformed" }
        let line = message.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == "\t" } }.joined(
            separator: " "
        )
        return parsed.filter { $0.isSecret && !$0.value.isEmpty }.reduce(line) { $0.replacing($1.value, with: "…") }
    }

    private struct Option {
        let keyword: String
        let value: String
        let isSecret: Bool
    }

    /// What the string says, or `nil` where it is malformed.
    private var options: [Option]? {
        guard let parsed = unsafe PQconninfoParse(conninfo, nil) else { return nil }
        defer { unsafe PQconninfoFree(parsed) }
        var options: [Option] = []
        var place = unsafe parsed
        while let keyword = unsafe place.pointee.keyword {
            if let value = unsafe place.pointee.val {
                let isSecret =
                    unsafe place.pointee.dispchar.map { unsafe $0.pointee == CChar(UInt8(ascii: "*")) } ?? false
                unsafe options.append(
                    Option(keyword: String(cString: keyword), value: String(cString: value), isSecret: isSecret)
                )
            }
            unsafe place = place + 1
        }
        return options
    }
}

extension DatabaseAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Host, port, database and user, where the string names them.
    public var description: String {
        guard let options else { return "a malformed database address" }
        let shown = options.filter { ["host", "hostaddr", "port", "dbname", "user", "service"].contains($0.keyword) }
        return shown.map { "\($0.keyword)=\($0.value)" }.joined(separator: " ")
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Shows no more than ``description``.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
