import CairnModel
import Testing

@Suite("EventType")
struct EventTypeTests {
    @Test(
        "a type of Cairn's form has the family and version that it names",
        arguments: [
            ("cairn.consent.given.v1", "consent", 1), ("cairn.image.series-received.v12", "image", 12),
            ("cairn.key.revoked.v2", "key", 2), ("cairn.redaction.recorded.v1", "redaction", 1),
            ("cairn.key.registered.v0", "key", 0),
            ("cairn.ledger.created.v9223372036854775807", "ledger", .max),
        ]
    )
    func known(name: String, family: String, version: Int) {
        #expect(EventType(name).family == family)
        #expect(EventType(name).version == version)
        #expect(EventType(name).isRegistry == ["key", "ledger", "redaction"].contains(family))
        #expect(EventType(name).description == name)
    }

    @Test(
        "a type of any other form is a family of its own",
        arguments: [
            "org.example.scanner.started", "cairn.consent.given", "cairn.consent.given.v", "cairn.consent.given.v01",
            "cairn.consent.given.1", "cairn.consent.given.v-1", "cairn.consent.given.v+1", "Cairn.consent.given.v1",
            "cairn.Consent.given.v1", "cairn..given.v1", "cairn.consent..v1", "cairn.consent.given.v1.", "cairn",
            ".cairn.consent.given.v1", "cairn.consent.given.v1x", "cairn.key.revoked.v9223372036854775808",
            "cairn.consent.given.more.v1",
        ]
    )
    func foreign(name: String) {
        #expect(EventType(name).family == name)
        #expect(EventType(name).version == nil)
        #expect(!EventType(name).isRegistry)
    }

    @Test(
        "the name of a family of the registry, as a type, is of that family",
        arguments: ["key", "ledger", "redaction"]
    )
    func familyAsType(name: String) {
        #expect(EventType(name).isRegistry)
        #expect(!EventType("recovery").isRegistry)
    }
}
