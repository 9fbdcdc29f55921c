import CairnModel

/// W3C PROV: data as entities, events as activities, who acted as agents (PROV-JSON).
enum PROVExport {
    private struct Document {
        var parts: [String: [String: JSONValue]] = [:]
        var number = 0

        mutating func add(_ part: String, _ id: String, _ members: [JSONValue.Member] = []) {
            if parts[part]?[id] == nil || !members.isEmpty { parts[part, default: [:]][id] = .object(members) }
        }

        mutating func relate(_ part: String, _ members: [JSONValue.Member]) {
            number += 1
            parts[part, default: [:]]["_:r\(number)"] = .object(members)
        }

        mutating func entity(_ kind: String, _ id: String) -> String {
            let name = PROVExport.name(kind, id)
            add("entity", name, [.init("prov:type", .string("cairn:\(kind)"))])
            return name
        }
    }

    static func text(_ events: [ExportedEvent]) -> String {
        var document = Document()
        for event in events { add(event, to: &document) }
        let prefixes = JSONValue.members(("cairn", .string("urn:cairn:prov:")))
        let parts = document.parts.sorted { $0.key < $1.key }.map { part, members in
            JSONValue.Member(part, .object(members.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }))
        }
        return String(decoding: JSONValue.object([.init("prefix", prefixes)] + parts).encoded, as: UTF8.self) + "\n"
    }

    /// A qualified name; what a local part may not have is written as its code.
    private static func name(_ kind: String, _ id: String) -> String {
        let local = id.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "_x\(String(byte, radix: 16))_"
            }
        }
        return "cairn:\(kind)-\(local.joined())"
    }

    private static func add(_ event: ExportedEvent, to document: inout Document) {
        var made: [(String, String)] = []
        var used: [(String, String)] = []
        switch (event.family, event.verb) {
        case ("image", "series-received"): made = event.strings("assets").prefix(1).map { ("series", $0) }
        case ("image", "deidentified"), ("image", "pseudonymised"):
            used = event.strings("assets").map { ("series", $0) }
        case ("annotation", "created"), ("annotation", "revised"):
            made = event.strings("assets").map { ("annotation", $0) }
            used = event.string("target").map { [("series", $0)] } ?? []
        case ("annotation", "retracted"): used = event.strings("assets").map { ("annotation", $0) }
        case ("dataset", "version-released"): made = event.strings("datasets").map { ("dataset", $0) }
        case ("dataset", "members-added"):
            made = []
            used = []
        case ("model", "trained"):
            made = event.strings("models").map { ("model", $0) }
            used = event.strings("datasets").map { ("dataset", $0) }
        case ("access", "viewed"), ("access", "read"), ("access", "downloaded"), ("access", "queried"):
            used = event.strings("datasets").map { ("dataset", $0) } + event.strings("assets").map { ("series", $0) }
        default: return
        }
        let activity = name("event", "\(event.body.id)")
        document.add(
            "activity",
            activity,
            [
                .init("prov:startTime", .string(event.time)), .init("prov:endTime", .string(event.time)),
                .init("prov:type", .string("cairn:\(event.body.type.name)")),
                .init("cairn:entry", .integer(Int64(event.index))),
            ]
        )
        let agent = name("agent", event.string("annotator") ?? event.actor)
        document.add("agent", agent, [.init("prov:type", .string("prov:Agent"))])
        document.relate(
            "wasAssociatedWith",
            [.init("prov:activity", .string(activity)), .init("prov:agent", .string(agent))]
        )
        if let principal = event.onBehalfOf ?? event.organisation {
            let organisation = name("organisation", principal)
            document.add("agent", organisation, [.init("prov:type", .string("prov:Organization"))])
            document.relate(
                "actedOnBehalfOf",
                [.init("prov:delegate", .string(agent)), .init("prov:responsible", .string(organisation))]
            )
        }
        connect(
            event,
            activity,
            made.map { document.entity($0.0, $0.1) },
            used.map { document.entity($0.0, $0.1) },
            &document
        )
    }

    private static func connect(
        _ event: ExportedEvent,
        _ activity: String,
        _ made: [String],
        _ used: [String],
        _ document: inout Document
    ) {
        for entity in used {
            document.relate("used", [.init("prov:activity", .string(activity)), .init("prov:entity", .string(entity))])
        }
        for entity in made {
            document.relate(
                "wasGeneratedBy",
                [.init("prov:entity", .string(entity)), .init("prov:activity", .string(activity))]
            )
            for source in used {
                document.relate(
                    "wasDerivedFrom",
                    [.init("prov:generatedEntity", .string(entity)), .init("prov:usedEntity", .string(source))]
                )
            }
            if let previous = event.string("previous") {
                let earlier = document.entity(event.family == "annotation" ? "annotation" : event.family, previous)
                document.relate(
                    "wasDerivedFrom",
                    [
                        .init("prov:generatedEntity", .string(entity)), .init("prov:usedEntity", .string(earlier)),
                        .init("prov:type", .string("prov:Revision")),
                    ]
                )
            }
        }
        if event.verb == "retracted" {
            for entity in used {
                document.relate(
                    "wasInvalidatedBy",
                    [.init("prov:entity", .string(entity)), .init("prov:activity", .string(activity))]
                )
            }
        }
    }
}
