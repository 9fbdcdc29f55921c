import CairnAudit
import CairnModel

/// A value of a row as people read it: its column says what it is.
enum Cell {
    /// The text of a value.
    static func text(_ value: JSONValue?, _ kind: Question.Column.Kind) -> String {
        texts(value, kind).joined(separator: ", ")
    }

    /// The texts of a value: one, or as many as a list has.
    static func texts(_ value: JSONValue?, _ kind: Question.Column.Kind) -> [String] {
        guard let value else { return [] }
        return (value.array ?? [value]).compactMap { element in
            switch element {
            case .string(let text): kind == .time ? time(text) : text
            case .integer(let number): "\(number)"
            case .bool(let bool): bool ? "yes" : "no"
            case .array, .object, .null: nil
            }
        }
    }

    /// `2026-01-31T23:59:59.123+00:00`, as the database writes a time in UTC, as `2026-01-31 23:59:59`.
    private static func time(_ text: String) -> String {
        guard text.utf8.count >= 19, text.hasSuffix("+00:00") else { return text }
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
    }

    /// A column's name as a heading.
    static func heading(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
