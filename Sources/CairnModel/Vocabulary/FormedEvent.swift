/// An event whose form stands in the ``Vocabulary``: typed facts, put in and read by their names.
///
/// ```swift
/// let event = try FormedEvent(Vocabulary.consentGiven) {
///     $0[Vocabulary.subjects] = [subject]
///     $0[Vocabulary.consents] = ["0198c0de-consent"]
///     $0[Vocabulary.purposes] = ["DUO:0000006"]
/// }
/// ```
public struct FormedEvent: Event, Equatable {
    /// The event's type.
    public let type: EventType
    /// The event's data.
    public private(set) var data: JSONValue

    /// Makes an event of facts.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed` where a required fact is missing, a fact is not of its kind, or the form
    ///   doesn't have it.
    public init(_ form: EventForm, _ facts: (inout FormedEvent) -> Void) throws(ModelError) {
        type = form.type
        data = .object([])
        facts(&self)
        guard case .object(let members) = data else { return }
        for member in members where !form.facts.contains(where: { $0.name == member.name }) {
            throw ModelError(.event, "\(form.type) has no fact \(member.name)")
        }
        try form.check(data)
    }

    init(_ form: EventForm, data: JSONValue) throws(ModelError) {
        try form.check(data)
        type = form.type
        self.data = data
    }

    /// The value of a fact, or `nil` where the event doesn't say it.
    public subscript<Value>(fact: Fact<Value>) -> Value? {
        get { data[fact.name].flatMap(fact.decode) }
        set {
            guard case .object(var members) = data else { return }
            members.removeAll { $0.name == fact.name }
            if let newValue { members.append(.init(fact.name, fact.encode(newValue))) }
            data = .object(members)
        }
    }
}
