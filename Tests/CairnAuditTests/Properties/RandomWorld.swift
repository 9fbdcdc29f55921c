import Foundation

/// A small world of a few persons, datasets and permits with random histories, whose ids no other world of the
/// ledger has.
struct RandomWorld {
    /// An event, as a line without its place among others: `target` is the number of the event in this world that a
    /// correction names.
    struct Line {
        let type: String
        let at: Int
        var data: [String: Any]
        var target: Int?
        /// The number of the event that stands in its place.
        var replacement: Int?

        /// The line, once the ids of the ledger's lines are known.
        func text(id: (Int) -> String) -> String {
            var data = data
            if let target { data["target"] = id(target) }
            if let replacement { data["replacement"] = id(replacement) }
            // Dictionaries of texts, numbers and arrays of texts are always JSON.
            let json = (try? JSONSerialization.data(withJSONObject: data, options: [.sortedKeys])) ?? Data()
            return "\(type) \(RandomWorld.time(at)) "
                + String(decoding: json, as: UTF8.self).replacing("\\/", with: "/")
        }
    }

    let number: Int
    /// The events, in the order in which they were recorded.
    private(set) var lines: [Line] = []
    private var numbers: SeededNumbers
    private let purposes: [String]

    private static let vocabularies = [
        [
            "dpv:ResearchAndDevelopment", "dpv:AcademicResearch", "dpv:ScientificResearch", "dpv:CommercialResearch",
            "dpv:ImproveHealthcare", "dpv:PublicBenefit",
        ],
        [
            "eu-ehds:HealthcareScientificResearch", "eu-ehds:TrainTestAndEvaluateHealthAlgorithms",
            "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms", "eu-ehds:DevelopPublicHealthProductsAndServices",
            "eu-ehds:ImproveHealthcare",
        ], ["DUO:0000042", "DUO:0000006", "DUO:0000007", "DUO:0000011"],
    ]

    /// The time of a slot: few slots, so that things happen at the same instant.
    static func time(_ slot: Int) -> String {
        let (day, hour) = (slot / 2, slot % 2 == 0 ? "00" : "12")
        let (month, rest) = day < 31 ? ("01", day + 1) : day < 59 ? ("02", day - 30) : ("03", day - 58)
        return "2026-\(month)-\(rest < 10 ? "0" : "")\(rest)T\(hour):00:00Z"
    }

    /// All times at which something may happen, or end, in order.
    static let times = (0...130).compactMap { OracleEvent.seconds(time($0)) }

    /// The slots in which things happen.
    static let slots = 90

    init(seed: UInt64, number: Int) {
        self.number = number
        numbers = SeededNumbers(seed: seed ^ (UInt64(number) &* 0xD134_2543_DE82_EF95))
        purposes = RandomWorld.vocabularies[numbers.below(10) < 6 ? 0 : numbers.below(10) < 7 ? 1 : 2]
        makeDatasets()
        makeConsents()
        makeOptOuts()
        makeObjections()
        makeRestrictions()
        makeBases()
        makeErasures()
        makePermits()
        makePersonnel()
        makeSessions()
        makeActs()
        // Recorded as it happened, or in any order.
        lines =
            numbers.chance(50)
            ? numbers.shuffle(lines)
            : lines.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        makeCorrections()
    }

    private func id(_ name: String) -> String { "\(name)-\(number)" }
    private func version(_ name: String, _ version: Int) -> String { "\(id(name))@\(version)" }
    private mutating func slot() -> Int { numbers.below(RandomWorld.slots) }
    private mutating func slot(after: Int) -> Int { min(after + 1 + numbers.below(40), 116) }
    private mutating func some() -> [String] { numbers.some(purposes, atMost: 2) }
    private var subjects: [String] { ["s0", "s1", "s2"].map { id($0) } }

    private mutating func add(_ type: String, _ at: Int, _ data: [String: Any]) {
        lines.append(Line(type: type, at: at, data: data))
    }

    private mutating func effective(_ data: [String: Any]) -> [String: Any] {
        guard numbers.chance(20) else { return data }
        return data.merging(["effectiveAt": RandomWorld.time(slot())]) { $1 }
    }
}

extension RandomWorld {
    private mutating func makeDatasets() {
        let root = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
        add(
            "image.series-received",
            0,
            [
                "subjects": [subjects[0]], "assets": [id("a0"), id("st0")], "modality": "CT", "instances": 1,
                "bytes": 1, "instancesRoot": root, "actor": ["id": "gateway", "kind": "service"],
            ]
        )
        if numbers.chance(50) {
            add("dataset.created", 0, ["datasets": [id("d")], "title": "D", "controller": id("org:h")])
        }
        let first = numbers.some(subjects)
        add("dataset.members-added", 0, ["datasets": [version("d", 1)], "subjects": first])
        release(1, at: numbers.below(10), count: first.count, previous: nil)
        if numbers.chance(20) {
            add("dataset.members-added", slot(), ["datasets": [version("d", 1)], "subjects": numbers.some(subjects)])
        }
        if numbers.chance(60) {
            let at = 10 + numbers.below(30)
            release(2, at: at, count: 1, previous: numbers.chance(80) ? version("d", 1) : nil)
            add(
                "dataset.members-added",
                numbers.below(50),
                ["datasets": [version("d", 2)], "subjects": numbers.some(subjects, atMost: 2)]
            )
            if numbers.chance(50) {
                add(
                    "dataset.members-removed",
                    numbers.chance(50) ? at : slot(),
                    ["datasets": [version("d", 2)], "subjects": numbers.some(subjects, atMost: 2)]
                )
            }
        }
        for change in ["member-excluded", "members-removed"] where numbers.chance(15) {
            let named = [version("d", 1 + numbers.below(2))]
            add(
                "dataset.\(change)",
                slot(),
                ["datasets": named, "subjects": [numbers.pick(subjects)], "ground": "eu-ehds:A71"]
            )
        }
        guard numbers.chance(10) else { return }
        let named = [numbers.chance(70) ? version("d", 1 + numbers.below(2)) : id("d")]
        add("dataset.invalidated", slot(), ["datasets": named, "reason": "quality"])
        if numbers.chance(50) { add("dataset.reactivated", slot(), ["datasets": named]) }
    }

    private mutating func release(_ number: Int, at: Int, count: Int, previous: String?) {
        var data: [String: Any] = [
            "datasets": [version("d", number)], "subjectCount": numbers.chance(8) ? count + 3 : count,
        ]
        if let previous { data["previous"] = previous }
        if numbers.chance(40) { data["purposes"] = some() }
        if numbers.chance(8) { data["dataUse"] = [condition()] }
        if numbers.chance(92) { add("dataset.version-released", at, data) }
    }

    private mutating func condition() -> String {
        numbers.pick([
            "DUO:0000046", "DUO:0000019", "DUO:0000024", "DUO:0000025=\(RandomWorld.time(slot()))",
            "example:only-on-tuesdays",
        ])
    }

    private mutating func makeConsents() {
        for (number, subject) in subjects.enumerated() {
            let own = [id("c\(number)a"), id("c\(number)b")]
            var steps = numbers.chance(15) ? 0 : 1 + numbers.below(5)
            var isFirst = true
            while steps > 0 {
                steps -= 1
                let verb =
                    isFirst && numbers.chance(80)
                    ? "given"
                    : numbers.pick([
                        "requested", "deferred", "refused", "given", "given", "renewed", "scope-modified", "withdrawn",
                        "withdrawn", "withdrawn", "revoked", "expired", "invalidated",
                    ])
                consent(
                    verb,
                    at: isFirst ? numbers.below(30) : slot(),
                    subject,
                    numbers.chance(10) ? own : [numbers.chance(75) ? own[0] : own[1]]
                )
                isFirst = false
            }
        }
    }

    private mutating func consent(_ verb: String, at: Int, _ subject: String, _ consents: [String]) {
        var data: [String: Any] = ["subjects": [subject], "consents": consents]
        switch verb {
        case "given", "renewed", "scope-modified":
            data["purposes"] = numbers.chance(6) ? ["DUO:0000042"] : numbers.some(purposes)
            if verb != "scope-modified", numbers.chance(25) { data["validUntil"] = RandomWorld.time(slot(after: at)) }
            if numbers.chance(10) { data["conditions"] = [condition()] }
            data = effective(data)
        case "withdrawn":
            if numbers.chance(60) { data["purposes"] = some() }
            data = effective(data)
        case "revoked", "invalidated":
            data["reason"] = "x"
            data = effective(data)
        case "expired": data = effective(data)
        default: break
        }
        add("consent.\(verb)", at, data)
    }

    private mutating func makeOptOuts() {
        for subject in subjects where numbers.chance(30) {
            for step in 0...numbers.below(4) {
                var data: [String: Any] = ["subjects": [subject]]
                let scope = numbers.pick(["all", "all", "imaging", "genomics", ""])
                if !scope.isEmpty { data["scope"] = scope }
                if numbers.chance(10) { data["categories"] = ["eu-ehds:Genomic"] }
                add("opt-out.\(step == 0 || numbers.chance(40) ? "registered" : "revoked")", slot(), effective(data))
            }
        }
    }

    private mutating func makeObjections() {
        for number in 0..<2 where numbers.chance(25) {
            let request = [id("o\(number)")]
            let raised = slot()
            var data: [String: Any] = ["requests": request, "subjects": [numbers.pick(subjects)]]
            if numbers.chance(50) { data["purposes"] = some() }
            add("objection.raised", raised, data)
            if numbers.chance(10) { add("objection.raised", slot(after: raised), data) }
            for _ in 0..<numbers.below(3) {
                let word = numbers.pick([
                    "granted", "upheld", "granted-in-part", "refused", "refused", "rejected", "noted",
                ])
                add("objection.decided", slot(after: raised - 1), ["requests": request, "decision": word])
            }
        }
    }

    private mutating func makeRestrictions() {
        for number in 0..<2 where numbers.chance(20) {
            let restriction = id("r\(number)")
            for _ in 0...numbers.below(2) {
                var data: [String: Any] = ["restriction": restriction, "ground": "eu-gdpr:A18"]
                switch numbers.below(10) {
                case 0..<6: data["subjects"] = numbers.some(subjects, atMost: 2)
                case 6..<8: data["datasets"] = [numbers.chance(50) ? id("d") : version("d", 1)]
                case 8: data["assets"] = [id("a0")]
                default: (data["subjects"], data["datasets"]) = ([subjects[0]], [version("d", 2)])
                }
                let at = slot()
                if numbers.chance(15) { data["validUntil"] = RandomWorld.time(slot(after: at)) }
                add("restriction.applied", at, data)
            }
            for _ in 0..<numbers.below(3) {
                var data: [String: Any] = ["restriction": restriction]
                if numbers.chance(40) { data["subjects"] = [numbers.pick(subjects)] }
                add("restriction.lifted", slot(), effective(data))
            }
        }
    }

    private mutating func makeBases() {
        for number in 0..<2 where numbers.chance(40) {
            let at = numbers.below(60)
            var data: [String: Any] = ["basis": id("b\(number)"), "purposes": some()]
            data["article6"] = "eu-gdpr:A6-1-\(numbers.pick(["c", "e", "e", "e", "f"]))"
            if numbers.chance(88) { data["article9"] = "eu-gdpr:A9-2-\(numbers.pick(["j", "j", "i", "h"]))" }
            switch numbers.below(10) {
            case 0..<5: data["datasets"] = [numbers.pick([id("d"), version("d", 1), version("d", 2)])]
            case 5..<7: data["subjects"] = numbers.some(subjects, atMost: 2)
            case 7: data["permits"] = [id("p0")]
            default: data["controller"] = id("org:h")
            }
            if numbers.chance(15) { data["validUntil"] = RandomWorld.time(slot(after: at)) }
            if numbers.chance(10) { data["validFrom"] = RandomWorld.time(slot(after: at)) }
            add("legal-basis.asserted", at, data)
            if numbers.chance(15) {
                var change: [String: Any] = [
                    "basis": id("b\(number)"), "purposes": some(), "article9": "eu-gdpr:A9-2-j",
                ]
                change["article6"] = "eu-gdpr:A6-1-\(numbers.pick(["c", "e"]))"
                if numbers.chance(50) { change["datasets"] = [id("d")] }
                add("legal-basis.changed", slot(after: at), change)
            }
            if numbers.chance(20) { add("legal-basis.ended", slot(after: at), effective(["basis": id("b\(number)")])) }
        }
    }

    private mutating func makeErasures() {
        if numbers.chance(4) {
            add(
                "subject.erased",
                slot(),
                [
                    "subjects": [numbers.pick(subjects)], "keys": ["00000000000000000000000000000000"],
                    "ground": "eu-gdpr:A17-1-b",
                ]
            )
        }
        guard numbers.chance(15) else { return }
        let (subject, request, at) = (numbers.pick(subjects), [id("q0")], slot())
        add("erasure.requested", at, ["requests": request, "subjects": [subject]])
        if numbers.chance(60) {
            var data: [String: Any] = [
                "requests": request, "decision": numbers.pick(["granted", "granted-in-part", "refused"]),
            ]
            if numbers.chance(20) { data["datasets"] = [version("d", 1 + numbers.below(2))] }
            add("erasure.decided", slot(), data)
        }
        if numbers.chance(15) {
            add("erasure.refused", slot(), ["requests": request, "exception": "eu-gdpr:JustificationA17LegalClaims"])
        }
        if numbers.chance(50) {
            var data: [String: Any] = ["requests": request, "subjects": [subject], "method": "delete"]
            if numbers.chance(70) {
                data["datasets"] = [numbers.chance(30) ? id("d") : version("d", 1 + numbers.below(2))]
            }
            add("erasure.executed", slot(), data)
        }
    }

    private mutating func makePermits() {
        for number in 0..<2 where numbers.chance(50) {
            let permit = [id("p\(number)")]
            let at = numbers.below(50)
            let persons = ["u0", "u1"].map { id($0) }
            let hasPersons = numbers.chance(50)
            var data: [String: Any] = ["permits": permit, "purposes": some(), "organisation": id("org:lab")]
            data["datasets"] = numbers.pick([[id("d")], [version("d", 1)], [version("d", 1), version("d", 2)]])
            data["approvedAt"] = RandomWorld.time(max(0, at - numbers.below(3)))
            data["validFrom"] = RandomWorld.time(min(at + numbers.below(5), 116))
            data["validUntil"] = RandomWorld.time(slot(after: at + 5))
            if hasPersons { data["persons"] = numbers.some(persons) }
            if numbers.chance(15) { data["environment"] = id("spe") }
            if numbers.chance(8) { data["conditions"] = [condition()] }
            add("permit.issued", at, data)
            for _ in 0..<numbers.below(5) {
                let verb = numbers.pick([
                    "suspended", "suspended", "resumed", "revoked", "expired", "completed", "extended", "extended",
                    "amended", "amended", "person-added", "person-removed",
                ])
                var data: [String: Any] = ["permits": permit]
                let time = slot(after: at)
                switch verb {
                case "extended": data["validUntil"] = RandomWorld.time(slot(after: time))
                case "revoked": data = effective(data.merging(["reason": "misuse"]) { $1 })
                case "suspended", "resumed", "completed", "expired": data = effective(data)
                case "amended":
                    if numbers.chance(50) {
                        data["datasets"] = numbers.pick([[version("d", 2)], [version("d", 1), version("d", 2)]])
                    }
                    if numbers.chance(20) { data["purposes"] = some() }
                    if hasPersons && numbers.chance(40) { data["persons"] = numbers.some(persons) }
                    if numbers.chance(20) { data["validUntil"] = RandomWorld.time(slot(after: time)) }
                case "person-added", "person-removed":
                    guard hasPersons else { continue }
                    data["person"] = numbers.pick(persons)
                    if verb == "person-removed" { data = effective(data) }
                default: break
                }
                add("permit.\(verb)", time, data)
            }
            if numbers.chance(12) {
                var exception: [String: Any] = ["permits": permit, "nationalLaw": "IT-1"]
                if numbers.chance(40) { exception["datasets"] = [version("d", 1 + numbers.below(2))] }
                add("opt-out.exception-applied", slot(), exception)
            }
        }
    }

    /// Sessions, some opened twice, some of which end.
    private mutating func makeSessions() {
        for number in 0..<2 where numbers.chance(40) {
            let session = id("w\(number)")
            for _ in 0...numbers.below(3) {
                var data: [String: Any] = [
                    "session": session, "environment": id("spe"),
                    "permits": numbers.pick([[id("p0")], [id("p1")], [id("p0"), id("p1")]]),
                ]
                if numbers.chance(85) { data["person"] = id(numbers.chance(70) ? "u0" : "u1") }
                if numbers.chance(60) { data["client"] = numbers.pick(["c0", "c1"]) }
                if numbers.chance(60) {
                    var actor = ["id": id("u1"), "kind": numbers.pick(["person", "person", "service"])]
                    if numbers.chance(70) { actor["organisation"] = id(numbers.pick(["org:lab", "org:other"])) }
                    data["actor"] = actor
                }
                let at = slot()
                add("session.opened", at, data)
                if numbers.chance(50) { add("session.closed", slot(after: at), ["session": session]) }
            }
        }
        for _ in 0..<2 where numbers.chance(20) {
            let type = numbers.pick(["access.authorised", "access.denied", "access.ended", "job.finished"])
            var data: [String: Any] = ["session": id("w\(numbers.below(2))")]
            switch type {
            case "access.authorised":
                (data["decision"], data["policy"], data["purposes"]) = ("permit", "policy", some())
            case "access.denied":
                data["reason"] = "x"
                if numbers.chance(50) { data["session"] = nil }
                if numbers.chance(50) { data["permits"] = [id("p0")] }
            case "job.finished": (data["job"], data["status"]) = (id("j0"), "done")
            default: break
            }
            if numbers.chance(70) {
                data["actor"] = ["id": id("u\(numbers.below(2))"), "kind": numbers.pick(["person", "service"])]
            }
            add(type, slot(), data)
        }
        makeEgress()
    }

    /// Files that were approved to leave.
    private mutating func makeEgress() {
        guard numbers.chance(20) else { return }
        let (egress, at) = (id("x0"), slot())
        var asked: [String: Any] = [
            "egress": egress, "kind": "table", "permits": [id("p0")], "environment": id("spe"), "files": 1,
        ]
        if numbers.chance(50) { asked["session"] = id("w\(numbers.below(2))") }
        add("egress.requested", at, asked)
        let approved: [String: Any] = ["egress": egress, "checker": id("u1"), "personal": false]
        if numbers.chance(70) { add("egress.approved", slot(after: at), approved) }
    }

    private mutating func makePersonnel() {
        if numbers.chance(12) {
            let data: [String: Any] = ["person": id("u0"), "organisation": id("org:lab")]
            add("staff.enrolled", 0, data.merging(["roles": ["researcher"]]) { $1 })
            add("staff.disabled", slot(), data.merging(["reason": "left"]) { $1 })
            if numbers.chance(30) { add("staff.enrolled", slot(), data.merging(["roles": ["researcher"]]) { $1 }) }
            if numbers.chance(30) { add("staff.roles-changed", slot(), data.merging(["roles": ["nobody"]]) { $1 }) }
        }
        guard numbers.chance(6) else { return }
        var data: [String: Any] = ["organisation": id("org:lab"), "reason": "misuse"]
        let at = slot()
        if numbers.chance(50) { data["validUntil"] = RandomWorld.time(slot(after: at)) }
        add("institution.suspended", at, data)
        // Registered again, it isn't suspended any more; that its data changed says nothing.
        for verb in ["registered", "updated"] where numbers.chance(50) {
            let data: [String: Any] = [
                "organisation": id("org:lab"), "name": "Lab", "country": "IT", "roles": ["eu-ehds:HealthDataUser"],
            ]
            add("institution.\(verb)", slot(), data)
        }
    }

    private mutating func makeActs() {
        for _ in 0..<(3 + numbers.below(4)) {
            let type = numbers.pick([
                "access.viewed", "access.read", "access.queried", "access.downloaded", "job.started", "access.viewed",
                "access.read", "transfer.sent", "model.trained",
            ])
            var data: [String: Any] = [:]
            data["purposes"] = numbers.chance(3) ? ["example:unknown"] : numbers.chance(3) ? ["dpv:Marketing"] : some()
            if type == "access.queried" { data["queryClass"] = "x" }
            if type == "job.started" { data["job"] = id("j\(numbers.below(3))") }
            if type == "model.trained" { data["job"] = numbers.chance(40) ? id("j\(numbers.below(3))") : nil }
            let datasets = numbers.pick([
                [version("d", 1)], [version("d", 1)], [version("d", 2)], [version("d", 1), version("d", 2)], [id("d")],
                [],
            ])
            let isNamed = datasets.isEmpty || numbers.chance(20)
            if !datasets.isEmpty { data["datasets"] = datasets }
            if type == "model.trained" {
                if datasets.isEmpty { continue }
                data["models"] = [id("m0")]
                if numbers.chance(30) { data["purposes"] = nil }
            } else if type != "job.started" {
                if datasets.isEmpty && numbers.chance(25) {
                    data["assets"] = [numbers.pick([id("a0"), id("st0")])]
                } else if isNamed {
                    data["subjects"] = numbers.some(subjects, atMost: 2)
                }
            }
            if numbers.chance(50) {
                data["permits"] = numbers.pick([[id("p0")], [id("p0")], [id("p1")], [id("p0"), id("p1")]])
            }
            if type.hasPrefix("access") || type.hasPrefix("job"), numbers.chance(30) {
                data["session"] = id("w\(numbers.below(2))")
            }
            var actor = ["id": id(numbers.chance(80) ? "u0" : "u1"), "kind": "person"]
            actor["organisation"] = id(
                numbers.pick(["org:lab", "org:lab", "org:lab", "org:lab", "org:other", "org:h"])
            )
            if numbers.chance(6) { actor["organisation"] = nil }
            if actor["organisation"] != nil, numbers.chance(5) { actor["onBehalfOf"] = id("u0") }
            if type == "transfer.sent" {
                data["recipient"] = id(numbers.chance(70) ? "org:lab" : "org:other")
                if numbers.chance(40) { data["purposes"] = nil }
            } else if type.hasPrefix("access"), numbers.chance(10) {
                data["basis"] = id("b0")
            }
            if !numbers.chance(7) { data["actor"] = actor }
            add(type, slot(), data)
        }
    }

    /// Marks some event as wrong, or one that marked another.
    private mutating func makeCorrections() {
        for _ in 0..<2 where numbers.chance(15) {
            let target = numbers.below(lines.count)
            var line = Line(type: "correction.marked", at: slot(), data: ["reason": "wrong"], target: target)
            if numbers.chance(20) {
                line = Line(type: "correction.replaced", at: slot(), data: ["reason": "wrong"], target: target)
                line.replacement = numbers.below(lines.count)
            }
            lines.append(line)
        }
    }
}
