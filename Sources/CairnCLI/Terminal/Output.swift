import Foundation

/// What people and programs read.
enum Output {
    /// Writes text as it is.
    static func write(_ text: String, toError: Bool = false) {
        (toError ? FileHandle.standardError : FileHandle.standardOutput).write(Data(text.utf8))
    }

    /// Writes a line for people; whatever came from outside is escaped.
    static func line(_ text: String) {
        write(escaped(text) + "\n")
    }

    /// Writes one JSON object on a line, its members sorted.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }

    /// Text in which nothing can steer a terminal: control, format and bidirectional characters become `\u{…}`.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                escaped += "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
