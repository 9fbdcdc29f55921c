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
        var name = data + 1
        while name < text.nodes[data].next {
            switch MemberName(rawValue: text.word(name)) {
            case .actor: try checkActor(text, name + 1)
            case .subjects: try checkStrings(text, name + 1, "subjects")
            case .assets: try checkStrings(text, name + 1, "assets")
            case .datasets: try checkStrings(text, name + 1, "datasets")
            case .models: try checkStrings(text, name + 1, "models")
            case .permits: try checkStrings(text, name + 1, "permits")
            case .consents: try checkStrings(text, name + 1, "consents")
            case .requests: try checkStrings(text, name + 1, "requests")
            case .purposes: try checkStrings(text, name + 1, "purposes")
            case .causes: try checkStrings(text, name + 1, "causes")
            default: break
            }
            name = text.nodes[name + 1].next
        }
    }

    private static func checkStrings(_ text: JSONText, _ array: Int, _ member: StaticString) throws(BodyError) {
        let offset = text.nodes[array].start
        guard text.nodes[array].kind == .array else {
            throw BodyError(.reference, at: offset, "\(member) is not an array")
        }
        var count = 0
        var element = array + 1
        while element < text.nodes[array].next {
            count += 1
            guard count <= Limits.references else {
                throw BodyError(.reference, at: offset, "\(member) has more than \(Limits.references) elements")
            }
            guard text.isPrintable(element) else {
                throw BodyError(
                    .reference,
                    at: text.nodes[element].start,
                    "an element of \(member) is not \(JSONText.printable)"
                )
            }
            element = text.nodes[element].next
        }
    }

    private static let actorNames: [StaticString] = ["id", "kind", "organisation", "onBehalfOf"]

    private static func checkActor(_ text: JSONText, _ actor: Int) throws(BodyError) {
        guard text.nodes[actor].kind == .object else {
            throw BodyError(.reference, at: text.nodes[actor].start, "actor is not an object")
        }
        var name = actor + 1
        while name < text.nodes[actor].next {
            if actorNames.contains(where: { text.isName(name, $0) }), !text.isPrintable(name + 1) {
                throw BodyError(
                    .reference,
                    at: text.nodes[name + 1].start,
                    "a member of actor is not \(JSONText.printable)"
                )
            }
            name = text.nodes[name + 1].next
        }
    }
}

extension JSONText {
    /// What ``isPrintable(_:)`` asks for, in words.
    static let printable = "a string of 1 to \(Limits.nameBytes) printable ASCII characters without spaces"

    /// Whether a node is a string of 1 to 255 bytes of 0x21 to 0x7E.
    func isPrintable(_ node: Int) -> Bool {
        guard nodes[node].kind == .string else { return false }
        guard nodes[node].isEscaped else {
            let raw = raw(node)
            return (1...Limits.nameBytes).contains(raw.count) && raw.allSatisfy { (0x21...0x7E).contains($0) }
        }
        let string = string(node)
        return (1...Limits.nameBytes).contains(string.count) && string.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
