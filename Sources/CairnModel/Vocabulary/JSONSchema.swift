extension EventForm {
    /// The JSON Schema (2020-12) of the whole event, as an author writes it.
    public var jsonSchema: JSONValue {
        let envelope: [JSONValue.Member] = [
            .init("specversion", .object([.init("const", .string("1.0"))])),
            .init("id", .object([.init("type", .string("string")), .init("format", .string("uuid"))])),
            .init("source", FactKind.identifier.jsonSchema),
            .init("type", .object([.init("const", .string(type.name))])),
            .init("time", FactKind.time.jsonSchema), .init("data", dataSchema),
        ]
        return .object([
            .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            .init("$id", .string("urn:cairn:event:\(type.name)")), .init("title", .string(type.name)),
            .init("description", .string(meaning)), .init("type", .string("object")),
            .init("required", .array(envelope.map { .string($0.name) })), .init("properties", .object(envelope)),
        ])
    }

    private var dataSchema: JSONValue {
        let properties = facts.map { fact in
            var schema = fact.kind.jsonSchema
            if case .object(var members) = schema {
                if fact.kind == .identifiers, required.contains(where: { $0.name == fact.name }) {
                    members.append(.init("minItems", .integer(1)))
                }
                if fact.name == "subjects", isOfOneSubject {
                    members.removeAll { $0.name == "maxItems" }
                    members.append(.init("maxItems", .integer(1)))
                }
                schema = .object(members + [.init("description", .string(fact.meaning))])
            }
            return JSONValue.Member(fact.name, schema)
        }
        return .object([
            .init("type", .string("object")), .init("required", .array(required.map { .string($0.name) })),
            .init("properties", .object(properties)),
        ])
    }
}

extension FactKind {
    /// The JSON Schema of values of this kind.
    var jsonSchema: JSONValue {
        switch self {
        case .identifier: FactKind.text(pattern: "^[!-~]{1,255}$")
        case .term: FactKind.text(pattern: "^[!-9;-~]+:[!-~]+$", longest: 255)
        case .words: FactKind.text(pattern: "^[^\\u0000-\\u001F\\u007F-\\u009F]+$", longest: 255)
        case .time: FactKind.text(pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z$")
        case .count: .object([.init("type", .string("integer")), .init("minimum", .integer(0))])
        case .flag: .object([.init("type", .string("boolean"))])
        case .hash: FactKind.text(pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$")
        case .identifiers:
            .object([
                .init("type", .string("array")), .init("maxItems", .integer(Int64(Limits.references))),
                .init("items", FactKind.identifier.jsonSchema),
            ])
        case .actor:
            .object([
                .init("type", .string("object")), .init("required", .array([.string("id")])),
                .init(
                    "properties",
                    .object(
                        ["id", "kind", "organisation", "onBehalfOf"].map { .init($0, FactKind.identifier.jsonSchema) }
                    )
                ),
            ])
        case .sealed:
            .object([
                .init("type", .string("array")),
                .init(
                    "items",
                    .object([
                        .init("type", .string("object")),
                        .init("required", .array([.string("key"), .string("commitment")])),
                        .init(
                            "properties",
                            .object([
                                .init("key", FactKind.text(pattern: "^[0-9a-f]{32}$")),
                                .init("commitment", FactKind.hash.jsonSchema),
                            ])
                        ),
                    ])
                ),
            ])
        }
    }

    private static func text(pattern: String, longest: Int? = nil) -> JSONValue {
        .object(
            [.init("type", .string("string")), .init("pattern", .string(pattern))]
                + (longest.map { [.init("maxLength", .integer(Int64($0)))] } ?? [])
        )
    }
}
