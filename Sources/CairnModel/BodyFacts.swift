/// What the rules of bodies ask for, found in a checked text; nothing of it is copied but the id and the time.
struct BodyFacts {
    let id: EventID
    let time: Timestamp
    let type: EventType
    let registryEvent: RegistryEvent?

    /// Reads a part of some bytes as a body.
    ///
    /// - Throws: ``BodyError`` with the first fault and its offset.
    init(
        checking bytes: [UInt8],
        in range: Range<Int>,
        into text: inout JSONText,
        _ types: inout EventTypeCache
    ) throws(BodyError) {
        guard range.count <= Limits.bodyBytes else {
            throw BodyError(
                .tooLarge,
                at: Limits.bodyBytes,
                "\(range.count) bytes, at most \(Limits.bodyBytes) are taken"
            )
        }
        guard let first = bytes[range].first, first == UInt8(ascii: "{") else {
            throw BodyError(.syntax, at: 0, "the first byte is not {")
        }
        guard bytes[range].last == UInt8(ascii: "}") else {
            throw BodyError(.syntax, at: range.count - 1, "the last byte is not }")
        }
        try text.check(bytes, in: range, rules: .body)
        let members = Members(text)
        if let (node, name) = members.forbidden {
            throw BodyError(.forbiddenMember, at: text.nodes[node].start, "bodies have no member \(name)")
        }
        guard text.isName(try BodyFacts.required(members.specversion, "specversion", text), "1.0") else {
            throw BodyError(.member, at: 0, "specversion is not 1.0")
        }
        let idNode = try BodyFacts.required(members.id, "id", text)
        let timeNode = try BodyFacts.required(members.time, "time", text)
        do { id = try EventID(parsing: text.characters(idNode)) } catch {
            throw BodyError(.member, at: text.nodes[idNode].start, error.message)
        }
        do { time = try Timestamp(parsing: text.characters(timeNode)) } catch {
            throw BodyError(.member, at: text.nodes[timeNode].start, error.message)
        }
        _ = try BodyFacts.required(members.source, "source", text)
        type = types.type(named: text.characters(try BodyFacts.required(members.type, "type", text)))
        guard let data = members.data, text.nodes[data].kind == .object else {
            throw BodyError(.member, at: 0, "data is missing or not an object")
        }
        try References.check(text, data: data)
        guard type.isRegistry else {
            registryEvent = nil
            return
        }
        guard members.count == BodyFacts.registryMembers else {
            throw BodyError(.registry, at: 0, "an event of the registry has the six required members and no other")
        }
        do { registryEvent = try RegistryEvent(type: type, data: text.value(data)) } catch {
            throw BodyError(.registry, at: text.nodes[data].start, error.message)
        }
    }

    /// `specversion`, `id`, `source`, `type`, `time`, `data`.
    private static let registryMembers = 6

    private static func required(_ node: Int?, _ name: StaticString, _ text: JSONText) throws(BodyError) -> Int {
        guard let node else { throw BodyError(.member, at: 0, "\(name) is missing") }
        guard text.isPrintable(node) else {
            throw BodyError(.member, at: text.nodes[node].start, "\(name) is not \(JSONText.printable)")
        }
        return node
    }

    /// The nodes of the members that the rules name.
    private struct Members {
        var specversion: Int?
        var id: Int?
        var source: Int?
        var type: Int?
        var time: Int?
        var data: Int?
        var forbidden: (node: Int, name: StaticString)?
        /// How many members there are.
        var count = 0

        init(_ text: JSONText) {
            var name = 1
            while name < text.nodes[0].next {
                let value = name + 1
                count += 1
                switch MemberName(rawValue: text.word(name)) {
                case .id: id = value
                case .source: source = value
                case .type: type = value
                case .time: time = value
                case .data: data = value
                case .subject: forbidden = (name, "subject")
                default:
                    if text.isName(name, "specversion") {
                        specversion = value
                    } else if forbidden == nil, text.isName(name, "data_base64") {
                        forbidden = (name, "data_base64")
                    }
                }
                name = text.nodes[value].next
            }
        }
    }
}
