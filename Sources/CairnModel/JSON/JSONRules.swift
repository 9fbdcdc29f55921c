/// What a JSON text must obey beyond RFC 8259's grammar.
public struct JSONRules: Sendable {
    /// The most levels of objects and arrays.
    public let levels: Int
    /// Whether names are unique, numbers are integers within ±(2^53−1) other than −0, and strings hold neither U+0000
    /// nor half a surrogate pair.
    public let isStrict: Bool

    /// What bodies obey.
    public static let body = JSONRules(levels: Limits.bodyLevels, isStrict: true)
    /// RFC 8259 alone, to 512 levels.
    public static let rfc8259 = JSONRules(levels: 512, isStrict: false)
}
