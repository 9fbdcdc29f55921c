import CairnAudit
import CairnModel

/// A thing that events are about: an entity of PROV.
struct PROVThing: Sendable, Hashable {
    /// The qualified name.
    let id: String
    /// Its kind, as a local name.
    let kind: String

    /// Names a thing of the ledger of an event.
    init(_ event: ExportedEvent, _ kind: String, _ id: String) {
        self.id = "cairn:" + event.path(kind, id)
        self.kind = kind
    }
}

/// A PROV-JSON document under construction: whatever a relation names is declared, once.
struct PROVDocument {
    private var records: [(section: String, members: [JSONValue.Member])] = [
        "entity", "activity", "agent", "wasGeneratedBy", "used", "wasInformedBy", "wasInvalidatedBy", "wasDerivedFrom",
        "wasAssociatedWith", "actedOnBehalfOf", "hadMember",
    ].map { ($0, []) }
    private var declared: Set<String> = []
    private var generated: Set<PROVThing> = []
    private var invalidated: Set<PROVThing> = []
    private var activities: [String: String] = [:]
    private var relations = 0

    /// The document.
    var json: JSONValue {
        let prefix = JSONValue.Member(
            "prefix",
            .members([
                "cairn": .string("urn:cairn:"), "prov": .string("http://www.w3.org/ns/prov#"),
                "xsd": .string("http://www.w3.org/2001/XMLSchema#"),
            ])
        )
        return .object(
            [prefix] + records.filter { !$0.members.isEmpty }.map { .init($0.section, .object($0.members)) }
        )
    }

    /// Declares the activity that an event is, and that the events it names as its causes informed it.
    mutating func activity(_ event: ExportedEvent) -> String {
        let id = "cairn:" + event.path("event", event.id)
        declare(
            "activity",
            id,
            .members([
                "prov:startTime": .string(event.time), "prov:endTime": .string(event.time),
                "prov:type": PROVDocument.name("cairn:\(event.name)"),
                "cairn:index": .string(String(event.index)),
            ])
        )
        for cause in event.strings("causes") {
            guard let informant = activities[cause] else { continue }
            relate("wasInformedBy", ["prov:informed": .string(id), "prov:informant": .string(informant)])
        }
        activities[event.id] = id
        return id
    }

    /// Declares an agent.
    mutating func agent(_ id: String, _ type: String?) -> String {
        declare("agent", id, .members(["prov:type": type.map(PROVDocument.name)]))
        return id
    }

    /// An activity used things.
    mutating func use(_ things: [PROVThing], by activity: String, _ event: ExportedEvent) {
        for thing in things {
            declare(thing)
            relate(
                "used",
                [
                    "prov:activity": .string(activity), "prov:entity": .string(thing.id),
                    "prov:time": .string(event.time),
                ]
            )
        }
    }

    /// An activity made things; what another made before was used instead, since a thing is made once.
    mutating func generate(_ things: [PROVThing], by activity: String, _ event: ExportedEvent) {
        use(things.filter { generated.contains($0) }, by: activity, event)
        for thing in things where generated.insert(thing).inserted {
            declare(thing)
            relate(
                "wasGeneratedBy",
                [
                    "prov:entity": .string(thing.id), "prov:activity": .string(activity),
                    "prov:time": .string(event.time),
                ]
            )
        }
    }

    /// An activity ended things, the first time that it is said.
    mutating func invalidate(_ things: [PROVThing], by activity: String, _ event: ExportedEvent) {
        for thing in things where invalidated.insert(thing).inserted {
            declare(thing)
            relate(
                "wasInvalidatedBy",
                [
                    "prov:entity": .string(thing.id), "prov:activity": .string(activity),
                    "prov:time": .string(event.time),
                ]
            )
        }
    }

    /// Each of some things comes from each of others.
    mutating func derive(
        _ things: [PROVThing],
        from sources: [PROVThing],
        by activity: String,
        isRevision: Bool = false
    ) {
        for thing in things {
            for source in sources where source != thing {
                declare(thing)
                declare(source)
                relate(
                    "wasDerivedFrom",
                    [
                        "prov:generatedEntity": .string(thing.id), "prov:usedEntity": .string(source.id),
                        "prov:activity": .string(activity),
                        "prov:type": isRevision ? PROVDocument.name("prov:Revision") : nil,
                    ]
                )
            }
        }
    }

    /// Things belong to collections.
    mutating func collect(_ things: [PROVThing], into collections: [PROVThing]) {
        for collection in collections {
            for thing in things {
                relate("hadMember", ["prov:collection": .string(collection.id), "prov:entity": .string(thing.id)])
            }
        }
    }

    /// An agent was behind an activity, under a plan.
    mutating func associate(_ agent: String, with activity: String, plan: PROVThing?) {
        if let plan { declare(plan) }
        relate(
            "wasAssociatedWith",
            [
                "prov:activity": .string(activity), "prov:agent": .string(agent),
                "prov:plan": plan.map { .string($0.id) },
            ]
        )
    }

    /// An agent acted in the name of another.
    mutating func delegate(_ responsible: String, to delegate: String, in activity: String) {
        relate(
            "actedOnBehalfOf",
            [
                "prov:delegate": .string(delegate), "prov:responsible": .string(responsible),
                "prov:activity": .string(activity),
            ]
        )
    }

    /// Declares an entry of which nothing is left but its place.
    mutating func declare(_ entry: RedactedEntry) {
        declare(
            "entity",
            "cairn:\(entry.origin)/entry/\(entry.index)",
            .members([
                "prov:type": PROVDocument.name("cairn:redacted"), "cairn:index": .string(String(entry.index)),
                "cairn:redactedType": .string(entry.type.name), "cairn:redactedBy": .string(String(entry.redactedBy)),
            ])
        )
    }

    private mutating func declare(_ thing: PROVThing) {
        let types = ["dataset": ["prov:Collection"], "permit": ["prov:Plan"]][thing.kind] ?? []
        let names = (types + ["cairn:\(thing.kind)"]).map(PROVDocument.name)
        declare("entity", thing.id, .members(["prov:type": .array(names)]))
    }

    private mutating func declare(_ section: String, _ id: String, _ value: JSONValue) {
        if declared.insert("\(section) \(id)").inserted { append(section, .init(id, value)) }
    }

    private mutating func relate(_ section: String, _ members: KeyValuePairs<String, JSONValue?>) {
        relations += 1
        append(section, .init("_:r\(relations)", .members(members)))
    }

    private mutating func append(_ section: String, _ member: JSONValue.Member) {
        guard let place = records.firstIndex(where: { $0.section == section }) else { return }
        records[place].members.append(member)
    }

    private static func name(_ name: String) -> JSONValue {
        .members(["$": .string(name), "type": .string("prov:QUALIFIED_NAME")])
    }
}
