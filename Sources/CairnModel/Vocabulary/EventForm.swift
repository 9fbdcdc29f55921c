/// What an event of one type says: the facts that it must have, those that it may have, and the terms that it uses.
public struct EventForm: Sendable {
    /// The event's type.
    public let type: EventType
    /// What happened, in one sentence.
    public let meaning: String
    /// The facts that must be there.
    public let required: [any FactForm]
    /// The facts that may be there.
    public let optional: [any FactForm]
    /// The facts as a checked text is held against them.
    private let members: [Member]
    /// The terms of DPV, DUO, the EHDS, DICOM and ISO 21089 that it stands for.
    public let terms: [String]

    /// `family.verb` of version 1.
    init(
        _ name: String,
        _ meaning: String,
        requires required: [any FactForm],
        allows optional: [any FactForm] = [],
        terms: [String] = []
    ) {
        type = EventType("cairn.\(name).v1")
        self.meaning = meaning
        self.required = required
        // Who did it, what led to it, and what is sealed may be said of anything but the registry, which is closed.
        let always = type.isRegistry ? [] : Vocabulary.always
        self.optional = optional + always.filter { fact in !required.contains { $0.name == fact.name } }
        self.terms = terms
        members = required.map { Member($0, isRequired: true) } + self.optional.map { Member($0, isRequired: false) }
    }

    private struct Member {
        let name: [UInt8]
        let kind: FactKind
        let isRequired: Bool

        init(_ fact: any FactForm, isRequired: Bool) {
            name = Array(fact.name.utf8)
            kind = fact.kind
            self.isRequired = isRequired
        }
    }

    /// Whether `data` of a checked text would pass ``check(_:)``; nothing is made of it.
    func accepts(_ text: JSONText, data: Int) -> Bool {
        guard text.nodes[data].kind == .object else { return false }
        let isOfOneSubject = isOfOneSubject
        var missing = required.count
        var name = data + 1
        while name < text.nodes[data].next {
            let value = name + 1
            if let member = members.first(where: { text.isName(name, $0.name) }) {
                guard member.kind.accepts(text, value) else { return false }
                if member.kind == .identifiers {
                    let count = text.elementCount(value)
                    if member.isRequired, count == 0 { return false }
                    if isOfOneSubject, count != 1, member.name.elementsEqual("subjects".utf8) { return false }
                }
                if member.isRequired { missing -= 1 }
            }
            name = text.nodes[value].next
        }
        return missing == 0
    }

    /// Whether the event concerns exactly one subject: a consent and an opt-out are one person's own.
    public var isOfOneSubject: Bool {
        ["consent", "opt-out"].contains(type.family) && facts.contains { $0.name == "subjects" }
    }

    /// Every fact, required ones first.
    public var facts: [any FactForm] { required + optional }

    /// The verb of the type, such as `given`.
    public var verb: String { String(type.name.dropFirst("cairn.".count + type.family.count + 1).prefix { $0 != "." }) }

    /// Fails unless data has every required fact, and each fact that it has is of its kind; other members are left alone.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    public func check(_ data: JSONValue) throws(ModelError) {
        for fact in required where data[fact.name] == nil {
            throw ModelError(.event, "\(fact.name) is missing: \(fact.meaning)")
        }
        for fact in facts {
            guard let value = data[fact.name] else { continue }
            guard fact.kind.accepts(value) else {
                throw ModelError(.event, "\(fact.name) is not of its kind, \(fact.kind.rawValue): \(fact.meaning)")
            }
        }
        if isOfOneSubject, let subjects = data["subjects"]?.array, subjects.count != 1 {
            throw ModelError(.event, "subjects has \(subjects.count) elements: a \(type.family) is one person's own")
        }
        for fact in required where fact.kind == .identifiers && data[fact.name]?.array?.isEmpty == true {
            throw ModelError(.event, "\(fact.name) is empty: \(fact.meaning)")
        }
    }
}
