import Foundation

/// What people and programs read.
enum Output {
    /// Writes text as it is.
    ///
    /// Ends the program with status 1 where it can't be written: whoever reads would take a part for the whole. What is durable stays so.
    static func write(_ text: String, toError: Bool = false) {
        write(Data(text.utf8), toError: toError)
    }

    /// Writes bytes as they are; ends the program where it can't, as above.
    static func write(_ data: Data, toError: Bool = false) {
        do {
            try (toError ? FileHandle.standardError : FileHandle.standardOutput).write(contentsOf: data)
        } catch {
            // Where standard error can't be written either, the status must do.
            try? FileHandle.standardError.write(
                contentsOf: Data("cairn: file.failed: the output can't be written: no space, or nobody reads\n".utf8)
            )
            exit(1)
        }
    }

    /// Writes a line for people; whatever came from outside is escaped.
    static func line(_ text: String) {
        write(escaped(text) + "\n")
    }

    /// A colour, on a terminal only (not where NO_COLOR is set, or TERM is dumb).
    enum Colour: String {
        case good = "32"
        case bad = "31"
        case remark = "33"
    }

    private static let isColoured: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    }()

    /// Writes a line for people in a colour; whatever came from outside is escaped.
    static func line(_ text: String, _ colour: Colour) {
        write((isColoured ? "\u{1B}[\(colour.rawValue)m\(escaped(text))\u{1B}[0m" : escaped(text)) + "\n")
    }

    /// A member of a JSON object: numbers are numbers.
    enum Member: Encodable {
        case text(String)
        case number(UInt64)
        case flag(Bool)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            }
        }
    }

    /// Writes one JSON object on a line, its members sorted.
    static func json(members: [String: Member]) throws {
        try json(members)
    }

    /// Writes one JSON object on a line, its members sorted.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        write(inert(json: String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n")
    }

    /// JSON in which nothing can steer a terminal: the same characters, written as `\u…`, mean the same to a program.
    static func inert(json: String) -> String {
        guard json.utf8.contains(where: { $0 >= 0x7F }) else { return json }
        var inert = ""
        for scalar in json.unicodeScalars {
            if scalar.value >= 0x7F, scalar.canSteerTerminal {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    inert += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                inert.unicodeScalars.append(scalar)
            }
        }
        return inert
    }

    /// Text in which nothing can steer a terminal: control, format and bidirectional characters become `\u{…}`.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar.canSteerTerminal {
                escaped += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Unicode.Scalar {
    /// Whether a terminal might do something else with it than show it.
    fileprivate var canSteerTerminal: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
