import CairnCrypto
import CairnLog
import CairnModel
import Testing

@Suite("Event")
struct EventTests {
    static let subject = "4f1d2c3b5a697887"
    static let keyID = "00112233445566778899aabbccddeeff"
    static let sealed = [SealedReference(key: keyID, commitment: SHA256.hash([1]))]

    static func events() throws -> [any TypedEvent] {
        let key = try KeyRegistryTests.key("ledger.example", 1)
        return [
            LedgerCreated(origin: try Origin("ledger.example"), key: key), LedgerKeyChanged(key: key),
            KeyRegistered(key: key, roles: [.all, .key]), KeyRevoked(key: key, reason: try ReasonCode("retired")),
            KeyRevoked(key: key, reason: try ReasonCode("stolen"), compromisedSince: 12),
            try RedactionRecorded(
                index: 5,
                bodyHash: SHA256.hash([5]),
                redactedType: EventType("cairn.annotation.created.v1"),
                reason: try ReasonCode("name-in-a-note")
            ),
            SubjectEnrolled(subject: subject, sealed: sealed), SubjectEnrolled(subject: subject, sealed: []),
            SubjectErased(subjects: [subject], keys: [keyID], ground: "eu-gdpr:A17-1-b"),
            series(transferSyntaxes: []), series(transferSyntaxes: ["1.2.840.10008.1.2.1"]),
            ImageRejected(reason: "truncated", bytes: 12, actor: "gateway-1", sealed: sealed),
        ]
    }

    static func series(transferSyntaxes: [String]) -> ImageSeriesReceived {
        ImageSeriesReceived(
            subject: subject,
            series: "series-1",
            study: "study-1",
            modality: "CT",
            instances: 3,
            bytes: 1_578_000,
            transferSyntaxes: transferSyntaxes,
            instancesRoot: SHA256.hash([2]),
            actor: "gateway-1",
            sealed: sealed
        )
    }

    static func body(_ event: some Event) throws -> Body {
        try Body(
            event,
            id: EventID(parsing: "019b76da-a80c-700c-8000-00000000000c".utf8),
            source: "https://ledger.example",
            time: Timestamp(parsing: "2026-01-01T00:00:12Z".utf8)
        )
    }

    @Test("every event becomes a body that decodes to the same data, under the type that it names")
    func bodies() throws {
        for event in try Self.events() {
            let body = try Self.body(event)
            #expect(body.type == Swift.type(of: event).type)
            #expect(body.data == event.data)
            let decoded = try #require(try KnownEvents.decode(body))
            #expect(decoded.type == body.type)
            #expect(decoded.data == event.data)
            #expect(try Self.body(event).bytes == body.bytes)
        }
    }

    @Test("the bytes of a body are these, whoever makes them")
    func golden() throws {
        let enrolled = try Self.body(SubjectEnrolled(subject: Self.subject, sealed: []))
        #expect(
            String(decoding: enrolled.bytes, as: UTF8.self)
                == #"{"specversion":"1.0","id":"019b76da-a80c-700c-8000-00000000000c","source":"https://ledger.example","#
                + #""type":"cairn.subject.enrolled.v1","time":"2026-01-01T00:00:12.000000Z","#
                + #""data":{"subjects":["4f1d2c3b5a697887"]}}"#
        )
        let received = try Self.body(Self.series(transferSyntaxes: ["1.2.840.10008.1.2.1"]))
        #expect(
            String(decoding: received.data.encoded, as: UTF8.self)
                == #"{"subjects":["4f1d2c3b5a697887"],"assets":["series-1","study-1"],"#
                + #""actor":{"id":"gateway-1","kind":"service"},"modality":"CT","instances":3,"bytes":1578000,"#
                + #""transferSyntaxes":["1.2.840.10008.1.2.1"],"#
                + ##""instancesRoot":"\##(Base64.encode(SHA256.hash([2]).bytes))","##
                + #""sealed":[{"key":"00112233445566778899aabbccddeeff","#
                + ##""commitment":"\##(Base64.encode(SHA256.hash([1]).bytes))"}]}"##
        )
    }

    @Test("every known type has an event here, once, and a form of Cairn's")
    func types() throws {
        let known = KnownEvents.types.map { $0.type.name }
        #expect(Set(known).count == known.count)
        #expect(Set(try Self.events().map { Swift.type(of: $0).type.name }) == Set(known))
        for type in KnownEvents.types { #expect(type.type.version == 1) }
    }

    @Test("each member that an event needs is missed, and null is not it")
    func missing() throws {
        for event in try Self.events() {
            guard case .object(let members) = event.data else {
                Issue.record("the data is no object")
                continue
            }
            for place in members.indices {
                let isOptional = ["sealed", "compromisedSince", "transferSyntaxes"].contains(members[place].name)
                var dropped = members
                dropped.remove(at: place)
                var nulled = members
                nulled[place] = .init(members[place].name, .null)
                let type = Swift.type(of: event)
                if isOptional {
                    #expect(try type.init(data: .object(dropped)).data == .object(dropped))
                } else {
                    #expect(throws: ModelError.self) { try type.init(data: .object(dropped)) }
                }
                #expect(throws: ModelError.self) { try type.init(data: .object(nulled)) }
            }
        }
    }

    @Test("a type that isn't known is kept, and not interpreted")
    func unknown() throws {
        let body = try Body(checking: BodyText().with("type", "\"cairn.image.series-received.v2\"").bytes)
        #expect(try KnownEvents.decode(body) == nil)
    }

    @Test("a known type whose data is of another form says so, though its body obeys the rules")
    func uninterpreted() throws {
        let body = try Body(checking: BodyText().with("type", "\"cairn.image.series-received.v1\"").bytes)
        let error = #expect(throws: ModelError.self) { try KnownEvents.decode(body) }
        #expect(error?.code == .event)
    }

    @Test("what is received touches its subject, series and study")
    func references() throws {
        let references = try Self.body(Self.series(transferSyntaxes: [])).references
        #expect(references[.subjects] == [Self.subject])
        #expect(references[.assets] == ["series-1", "study-1"])
    }

    @Test("an event that breaks a rule of bodies becomes none")
    func refused() {
        let error = #expect(throws: BodyError.self) {
            try Self.body(SubjectEnrolled(subject: "two words", sealed: []))
        }
        #expect(error?.code == .reference)
    }
}
