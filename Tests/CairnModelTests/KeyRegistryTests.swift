import CairnCrypto
import CairnLog
import CairnModel
import CairnTestSupport
import Testing

@Suite("KeyRegistry")
struct KeyRegistryTests {
    static func key(_ name: String, _ seed: UInt8) throws -> VerifierKey {
        try VerifierKey(
            name: KeyName(name),
            publicKey: Ed25519PrivateKey(seed: Array(repeating: seed, count: 32)).publicKey
        )
    }

    static func hash(_ index: UInt64) -> Hash { SHA256.hash([UInt8(truncatingIfNeeded: index)]) }

    static func registry(_ events: [RegistryEvent]) -> KeyRegistry {
        var registry = KeyRegistry()
        for (index, event) in events.enumerated() {
            registry.apply(event, index: UInt64(index), leafHash: hash(UInt64(index)))
        }
        return registry
    }

    @Test("a key is registered once: later roles change nothing, revoked or not")
    func once() throws {
        let key = try Self.key("a.example", 1)
        let registry = Self.registry([
            .registered(KeyRegistered(key: key, roles: [Role("image")])),
            .registered(KeyRegistered(key: key, roles: [.all, .key])),
            .revoked(KeyRevoked(key: key, reason: "retired")),
            .registered(KeyRegistered(key: key, roles: [.all, .key])),
        ])
        let registration = try #require(registry.registrations[key])
        #expect(registration.index == 0)
        #expect(registration.leafHash == Self.hash(0))
        #expect(registration.roles == [Role("image")])
        #expect(registration.revokedAt == 2)
        #expect(registration.compromisedSince == nil)
    }

    @Test("a key is revoked once: a later revocation changes neither time nor compromise")
    func revokedOnce() throws {
        let key = try Self.key("a.example", 1)
        let registry = Self.registry([
            .registered(KeyRegistered(key: key, roles: [.all])),
            .revoked(KeyRevoked(key: key, reason: "stolen", compromisedSince: 0)),
            .revoked(KeyRevoked(key: key, reason: "stolen", compromisedSince: 1)),
        ])
        #expect(registry.registrations[key]?.revokedAt == 1)
        #expect(registry.registrations[key]?.compromisedSince == 0)
    }

    @Test("revoking a key that was never registered changes nothing, not even its registration later")
    func neverRegistered() throws {
        let key = try Self.key("a.example", 1)
        let registry = Self.registry([
            .revoked(KeyRevoked(key: key, reason: "unknown")), .registered(KeyRegistered(key: key, roles: [.all])),
        ])
        #expect(registry.registrations[key]?.index == 1)
        #expect(registry.registrations[key]?.revokedAt == nil)
    }

    @Test("keys differ by name and by every byte, whatever their hash")
    func identity() throws {
        let key = try Self.key("a.example", 1)
        let registry = Self.registry([.registered(KeyRegistered(key: key, roles: [.all]))])
        #expect(registry.registrations[key] != nil)
        #expect(registry.registrations[try Self.key("b.example", 1)] == nil)
        #expect(registry.registrations[try Self.key("a.example", 2)] == nil)
    }

    @Test("a checkpoint of more than i entries needs the key that entry i brought; another name brings none")
    func ledgerKeys() throws {
        let origin = try Origin("ledger.example")
        let first = try Self.key("ledger.example", 1)
        let second = try Self.key("ledger.example", 2)
        var registry = KeyRegistry()
        #expect(registry.ledgerKey(forSize: 1) == nil)
        registry.apply(.keyChanged(LedgerKeyChanged(key: second)), index: 0, leafHash: .zero)
        #expect(registry.ledgerKey(forSize: 1) == nil)
        registry.apply(.created(LedgerCreated(origin: origin, key: first)), index: 0, leafHash: .zero)
        registry.apply(.created(LedgerCreated(origin: origin, key: second)), index: 3, leafHash: .zero)
        registry.apply(
            .keyChanged(LedgerKeyChanged(key: try Self.key("other.example", 3))),
            index: 4,
            leafHash: .zero
        )
        registry.apply(.keyChanged(LedgerKeyChanged(key: second)), index: 7, leafHash: .zero)
        #expect(registry.ledgerKey(forSize: 0) == nil)
        for size in UInt64(1)...7 { #expect(registry.ledgerKey(forSize: size) == first) }
        #expect(registry.ledgerKey(forSize: 8) == second)
        #expect(registry.ledgerKey(forSize: .max) == second)
    }

    @Test("created and key-changed suit the ledger of the origin that they name, no other")
    func suits() throws {
        let (origin, other) = (try Origin("ledger.example"), try Origin("other.example"))
        let (key, otherKey) = (try Self.key("ledger.example", 1), try Self.key("other.example", 1))
        #expect(RegistryEvent.created(LedgerCreated(origin: origin, key: key)).suits(origin))
        #expect(!RegistryEvent.created(LedgerCreated(origin: origin, key: key)).suits(other))
        #expect(!RegistryEvent.created(LedgerCreated(origin: other, key: key)).suits(origin))
        #expect(!RegistryEvent.created(LedgerCreated(origin: origin, key: otherKey)).suits(origin))
        #expect(RegistryEvent.keyChanged(LedgerKeyChanged(key: key)).suits(origin))
        #expect(!RegistryEvent.keyChanged(LedgerKeyChanged(key: otherKey)).suits(origin))
        #expect(RegistryEvent.registered(KeyRegistered(key: otherKey, roles: [])).suits(origin))
        #expect(RegistryEvent.revoked(KeyRevoked(key: otherKey, reason: "retired")).suits(origin))
    }

    @Test(
        "the good export registers the keys of its authors and its ledger key",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        struct Key: Decodable { let verifierKey: String }
        let keys = try Vectors.decode([String: Key].self, from: "format1/keys.json")
        var registry = KeyRegistry()
        for bytes in try ExportVector("format1").entries {
            let entry = try Entry(parsing: bytes)
            guard let event = try Body(checking: entry.body).registryEvent else { continue }
            registry.apply(event, index: entry.index, leafHash: entry.leafHash)
        }
        let ledger = try #require(registry.ledgerKey(forSize: 294))
        #expect(keys[ledger.name.description]?.verifierKey == ledger.description)
        #expect(registry.registrations.count == 3)
        for key in registry.registrations.keys {
            #expect(keys[key.name.description]?.verifierKey == key.description)
        }
    }
}
