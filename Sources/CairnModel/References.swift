/// What an event touches, named by the same members of `data` in every family.
public struct References: Sendable, Equatable {
    /// A kind of reference: the name of the member.
    public enum Kind: String, CaseIterable, Sendable {
        /// Data subjects, by subject id.
        case subjects
        /// Series, studies and annotations.
        case assets
        /// Datasets, as `id@version`.
        case datasets
        /// Models.
        case models
        /// Data permits.
        case permits
        /// Consents.
        case consents
        /// Requests of data subjects.
        case requests
        /// Purposes.
        case purposes
        /// Ids of events that led to this one.
        case causes
    }

    private let values: [Kind: [String]]

    /// The references of one kind, in their order.
    public subscript(kind: Kind) -> [String] { values[kind] ?? [] }

    /// Reads the references of a checked text's `data`.
    init(_ text: JSONText, data: Int) {
        var values: [Kind: [String]] = [:]
        for (name, value) in text.members(data) {
            guard let kind = Kind(rawValue: String(decoding: text.string(name), as: UTF8.self)) else { continue }
            values[kind] = text.elements(value).map { String(decoding: text.string($0), as: UTF8.self) }
        }
        self.values = values
    }

    /// Fails unless every reference has the form that references have.
    static func check(_ text: JSONText, data: Int) throws(BodyError) {
        for (name, value) in text.members(data) {
            let member = String(decoding: text.string(name), as: UTF8.self)
            if Kind(rawValue: member) != nil {
                try checkStrings(text, value, member)
            } else if member == "actor" {
                try checkActor(text, value)
            }
        }
    }

    private static func checkStrings(_ text: JSONText, _ array: Int, _ member: String) throws(BodyError) {
        let offset = text.nodes[array].start
        guard text.nodes[array].kind == .array else {
            throw BodyError(.reference, at: offset, "\(member) is not an array")
        }
        let elements = text.elements(array)
        guard elements.count <= Limits.references else {
            throw BodyError(.reference, at: offset, "\(member) has more than \(Limits.references) elements")
        }
        for element in elements where !text.isPrintable(element) {
            throw BodyError(
                .reference,
                at: text.nodes[element].start,
                "an element of \(member) is not a string of 1 to \(Limits.nameBytes) printable ASCII characters without spaces"
            )
        }
    }

    private static func checkActor(_ text: JSONText, _ actor: Int) throws(BodyError) {
        guard text.nodes[actor].kind == .object else {
            throw BodyError(.reference, at: text.nodes[actor].start, "actor is not an object")
        }
        for (name, value) in text.members(actor) {
            let isNamed = ["id", "kind", "organisation", "onBehalfOf"]
                .contains(String(decoding: text.string(name), as: UTF8.self))
            if isNamed, !text.isPrintable(value) {
                throw BodyError(
                    .reference,
                    at: text.nodes[value].start,
                    "a member of actor is not a string of 1 to \(Limits.nameBytes) printable ASCII characters without spaces"
                )
            }
        }
    }
}

extension JSONText {
    /// Whether a node is a string of 1 to 255 bytes of 0x21 to 0x7E.
    func isPrintable(_ node: Int) -> Bool {
        guard nodes[node].kind == .string else { return false }
        guard nodes[node].isEscaped else {
            let (start, end) = (nodes[node].start, nodes[node].end)
            guard (1...Limits.nameBytes).contains(end - start) else { return false }
            for offset in start..<end where !(0x21...0x7E).contains(bytes[offset]) { return false }
            return true
        }
        let string = string(node)
        return (1...Limits.nameBytes).contains(string.count) && string.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
