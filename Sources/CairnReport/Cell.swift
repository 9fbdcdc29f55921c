import CairnModel

/// A value of a row as people read it.
enum Cell {
    static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): time(text) ?? text
        case .integer(let number): "\(number)"
        case .bool(let bool): bool ? "yes" : "no"
        case .array(let elements): elements.map { Cell.text($0) }.joined(separator: ", ")
        case .object, .null, nil: ""
        }
    }

    /// `2026-01-31T23:59:59.123+00:00` as `2026-01-31 23:59:59`.
    private static func time(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 25, bytes.count <= 32, bytes[10] == UInt8(ascii: "T"), text.hasSuffix("+00:00"),
            bytes[4] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":")
        else { return nil }
        return String(decoding: bytes[0..<10], as: UTF8.self) + " " + String(decoding: bytes[11..<19], as: UTF8.self)
    }

    /// A column's name as a heading.
    static func heading(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
