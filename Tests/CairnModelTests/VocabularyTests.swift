import CairnCrypto
import CairnModel
import Testing

/// The forms of events: what they ask for, and that nothing else passes for it.
@Suite("vocabulary")
struct VocabularyTests {
    /// A right value for each kind of fact.
    static func value(_ kind: FactKind) -> JSONValue {
        switch kind {
        case .identifier: .string("id-1")
        case .term: .string("dpv:Purpose")
        case .words: .string("Ospedale della Città")
        case .time: .string("2026-01-01T00:00:00Z")
        case .count: .integer(3)
        case .flag: .bool(true)
        case .hash: .string("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        case .identifiers: .array([.string("id-1"), .string("id-2")])
        case .actor: .object([.init("id", .string("gateway"))])
        case .sealed:
            .array([
                .object([
                    .init("key", .string("00112233445566778899aabbccddeeff")),
                    .init("commitment", .string("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
                ])
            ])
        }
    }

    /// Wrong ones.
    static func wrong(_ kind: FactKind) -> [JSONValue] {
        let texts: [JSONValue] =
            switch kind {
            case .identifier: [.string(""), .string("a b"), .string("é"), .string(String(repeating: "a", count: 256))]
            case .term: [.string("Purpose"), .string(":a"), .string("a:"), .string("dpv: a")]
            case .words: [.string(""), .string("a\u{7}"), .string(String(repeating: "a", count: 256))]
            case .time: [.string("2026-01-01"), .string("2026-13-01T00:00:00Z"), .string("2026-01-01T00:00:00+01:00")]
            case .count: [.integer(-1), .string("3")]
            case .flag: [.string("true"), .integer(1)]
            case .hash: [.string("AAAA"), .string("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=")]
            case .identifiers: [.string("id-1"), .array([.integer(1)]), .array([.string("a b")])]
            case .actor:
                [.object([]), .string("gateway"), .object([.init("id", .string("a")), .init("kind", .integer(1))])]
            case .sealed: [.object([]), .array([.object([.init("key", .string("00"))])])]
            }
        return texts + [.null]
    }

    static func data(_ form: EventForm, _ facts: [any FactForm]) -> [JSONValue.Member] {
        facts.map {
            .init($0.name, $0.name == "subjects" && form.isOfOneSubject ? .array([.string("id-1")]) : value($0.kind))
        }
    }

    @Test func aConsentIsOnePersonsOwn() {
        let facts: [JSONValue.Member] = [
            .init("subjects", .array([.string("s1"), .string("s2")])), .init("consents", .array([.string("c1")])),
        ]
        let error = #expect(throws: ModelError.self) { try Vocabulary.consentWithdrawn.check(.object(facts)) }
        #expect(error?.code.rawValue == "event.malformed")
    }

    @Test func everyTypeIsOneOfCairnsAndStandsOnce() {
        #expect(Set(Vocabulary.forms.map(\.type.name)).count == Vocabulary.forms.count)
        for form in Vocabulary.forms {
            #expect(form.type.version == 1, "\(form.type)")
            #expect(form.type.name == "cairn.\(form.type.family).\(form.verb).v1")
            #expect(Set(form.facts.map(\.name)).count == form.facts.count, "\(form.type)")
        }
        for type in KnownEvents.types { #expect(Vocabulary.form(of: type.type) != nil, "\(type.type)") }
    }

    @Test func aFactHasOneKindWhereverItStands() {
        var kinds: [String: FactKind] = [:]
        for fact in Vocabulary.forms.flatMap(\.facts) {
            #expect(kinds[fact.name] ?? fact.kind == fact.kind, "\(fact.name)")
            kinds[fact.name] = fact.kind
        }
        #expect(kinds.count > 100)
    }

    @Test func whatIsRequiredIsMissedAndWhatIsOfAnotherKindIsRefused() throws {
        for form in Vocabulary.forms {
            let whole = VocabularyTests.data(form, form.facts)
            try form.check(.object(whole))
            try form.check(.object(VocabularyTests.data(form, form.required)))
            for fact in form.required {
                let error = #expect(throws: ModelError.self, "\(form.type) without \(fact.name)") {
                    try form.check(.object(whole.filter { $0.name != fact.name }))
                }
                #expect(error?.code.rawValue == "event.malformed")
                guard fact.kind == .identifiers else { continue }
                #expect(throws: ModelError.self, "\(form.type) with no \(fact.name)") {
                    try form.check(.object(whole.map { $0.name == fact.name ? .init($0.name, .array([])) : $0 }))
                }
            }
            for fact in form.facts {
                for wrong in VocabularyTests.wrong(fact.kind) {
                    #expect(throws: ModelError.self, "\(form.type) with \(fact.name) of another kind") {
                        try form.check(.object(whole.map { $0.name == fact.name ? .init($0.name, wrong) : $0 }))
                    }
                }
            }
        }
    }

    /// Two ways to check, of which one makes nothing of the text: each right and each wrong value of each fact, both agree.
    @Test func aCheckedTextIsJudgedAsItsValueIs() throws {
        var checker = BodyChecker()
        var compared = 0
        func compare(_ form: EventForm, _ members: [JSONValue.Member]) throws {
            let body = JSONValue.object([
                .init("specversion", .string("1.0")), .init("id", .string("019b76da-a80c-700c-8000-00000000000c")),
                .init("source", .string("urn:x")), .init("type", .string(form.type.name)),
                .init("time", .string("2026-01-01T00:00:00Z")),
                .init("data", .object(members)),
            ]).encoded
            // What breaks a rule of bodies is never judged by its form.
            guard let envelope = try? checker.check(body, in: body.indices), !form.type.isRegistry else { return }
            let isDecoded = (try? KnownEvents.decode(Body(checking: body))) != nil
            #expect(checker.isDecodable(as: envelope.type) == isDecoded, "\(String(decoding: body, as: UTF8.self))")
            compared += 1
        }
        for form in Vocabulary.forms {
            let whole = VocabularyTests.data(form, form.facts)
            try compare(form, whole)
            try compare(form, VocabularyTests.data(form, form.required))
            for fact in form.facts {
                try compare(form, whole.filter { $0.name != fact.name })
                for wrong in VocabularyTests.wrong(fact.kind) + [
                    .array([]), .string("a:b"), .string("\u{85}"), .integer(5),
                ] {
                    try compare(form, whole.map { $0.name == fact.name ? .init($0.name, wrong) : $0 })
                }
            }
        }
        #expect(compared > 5_000)
    }

    @Test func factsArePutInAndReadByTheirTypes() throws {
        let time = try Timestamp(parsing: "2030-01-01T00:00:00Z".utf8)
        let event = try FormedEvent(Vocabulary.consentGiven) {
            $0[Vocabulary.subjects] = ["s1"]
            $0[Vocabulary.consents] = ["c1"]
            $0[Vocabulary.purposes] = ["DUO:0000006"]
            $0[Vocabulary.validUntil] = time
            $0[Vocabulary.form] = Hash.zero
            $0[Vocabulary.actor] = Actor("desk", kind: "service", organisation: "org:hospital-a")
        }
        #expect(event.type.name == "cairn.consent.given.v1")
        #expect(event[Vocabulary.validUntil] == time)
        #expect(event[Vocabulary.form] == Hash.zero)
        #expect(event[Vocabulary.actor]?.organisation == "org:hospital-a")
        #expect(event[Vocabulary.method] == nil)
    }

    @Test func factsThatTheFormDoesntHaveAreRefused() {
        let error = #expect(throws: ModelError.self) {
            try FormedEvent(Vocabulary.accessEnded) {
                $0[Vocabulary.session] = "s"
                $0[Vocabulary.breach] = "b"
            }
        }
        #expect(error?.message == "cairn.access.ended.v1 has no fact breach")
    }

    /// Each term falls under terms that are there, and never under itself.
    @Test func termsAreWellFounded() {
        let ids = Set(Term.all.map(\.id))
        #expect(ids.count == Term.all.count)
        let broader = Dictionary(uniqueKeysWithValues: Term.all.map { ($0.id, $0.broader) })
        for term in Term.all {
            var reached = term.broader
            var place = 0
            while place < reached.count {
                #expect(ids.contains(reached[place]), "\(reached[place])")
                reached += (broader[reached[place]] ?? []).filter { !reached.contains($0) }
                place += 1
            }
            #expect(!reached.contains(term.id))
        }
        #expect(Term.label(of: "DUO:0000006") == "health or medical or biomedical research")
    }
}
