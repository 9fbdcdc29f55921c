import CairnModel

extension JSONValue {
    /// An object of the members that say something: `nil`, empty arrays and empty objects are left out.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(
            members.compactMap { name, value in
                switch value {
                case nil, .array([]), .object([]): nil
                case .some(let value): .init(name, value)
                }
            }
        )
    }

    /// An array of strings.
    static func strings(_ strings: [String]) -> JSONValue { .array(strings.map { .string($0) }) }

    /// The text of the value on one line, and the line's end.
    var line: String { String(decoding: encoded, as: UTF8.self) + "\n" }
}
