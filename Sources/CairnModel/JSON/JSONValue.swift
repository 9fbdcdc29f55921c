/// A value of JSON as events have it: integers only, members in their order.
public enum JSONValue: Sendable, Equatable {
    /// A member of an object.
    public struct Member: Sendable, Equatable {
        /// The name, unescaped.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object.
    case object([Member])
    /// An array.
    case array([JSONValue])
    /// A string.
    case string(String)
    /// An integer within ±(2^53−1).
    case integer(Int64)
    /// True or false.
    case bool(Bool)
    /// Null.
    case null

    /// Reads one value, under the rules of bodies: integers only, no member twice.
    ///
    /// - Throws: ``BodyError`` with the first fault and its offset.
    public init(parsing bytes: [UInt8]) throws(BodyError) {
        self = try JSONText(checking: bytes, rules: .body).value(0)
    }

    /// The value of a member, or `nil` where this is no object or has no such member.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The string, where it is one.
    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    /// The integer, where it is one.
    public var integer: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    /// The elements, where it is an array.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The strings, where it is an array of nothing else.
    public var strings: [String]? {
        guard let array else { return nil }
        let strings = array.compactMap(\.string)
        return strings.count == array.count ? strings : nil
    }

    /// The text of the value, without white space.
    public var encoded: [UInt8] {
        switch self {
        case .object(let members):
            let parts = members.map { JSONString.escaped($0.name) + [UInt8(ascii: ":")] + $0.value.encoded }
            return [UInt8(ascii: "{")] + parts.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
        case .array(let elements):
            let parts = elements.map(\.encoded)
            return [UInt8(ascii: "[")] + parts.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
        case .string(let string): return JSONString.escaped(string)
        case .integer(let integer): return Array(String(integer).utf8)
        case .bool(let bool): return Array(String(bool).utf8)
        case .null: return Array("null".utf8)
        }
    }
}

extension JSONText {
    /// The value of a node.
    ///
    /// Numbers that are no integers become 0: a checked body has none.
    func value(_ node: Int) -> JSONValue {
        switch nodes[node].kind {
        case .object:
            .object(members(node).map { .init(String(decoding: string($0.name), as: UTF8.self), value($0.value)) })
        case .array: .array(elements(node).map { value($0) })
        case .string: .string(String(decoding: string(node), as: UTF8.self))
        case .number: .integer(integer(node) ?? 0)
        case .bool: .bool(raw(node).first == UInt8(ascii: "t"))
        case .null: .null
        }
    }
}
