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

    /// One registered key that holds the ledger, so that others may be revoked, and the events after it: index 0, and from
    /// 1 on, each of a submission of its own by that key.
    private struct History {
        let holder: VerifierKey
        var registry: KeyRegistry
        /// Whether each event had an effect.
        var effects: [Bool] = []
        private var index: UInt64 = 1

        init(_ events: [RegistryEvent], roles: [Role] = [.key], limits: LedgerLimits = .format1) throws {
            holder = try KeyRegistryTests.key("registrar.example", 100)
            registry = KeyRegistry(limits: limits)
            let first = RegistryEvent.registered(KeyRegistered(key: holder, roles: roles))
            let hasEffect = registry.apply(first, index: 0, by: try KeyRegistryTests.key("ledger.example", 99), from: 0)
            #expect(hasEffect)
            for event in events { append(event) }
        }

        mutating func append(_ event: RegistryEvent, by author: VerifierKey? = nil) {
            effects.append(registry.apply(event, index: index, by: author ?? holder, from: index))
            index += 1
        }
    }

    private static func register(_ key: VerifierKey, _ roles: Role...) -> RegistryEvent {
        .registered(KeyRegistered(key: key, roles: roles))
    }

    private static func revoke(_ key: VerifierKey, since: UInt64? = nil) throws -> RegistryEvent {
        .revoked(KeyRevoked(key: key, reason: try ReasonCode("retired"), compromisedSince: since))
    }

    @Test("a key is registered once: later roles change nothing, revoked or not")
    func once() throws {
        let key = try Self.key("a.example", 1)
        let history = try History([
            Self.register(key, Role("image")), Self.register(key, .all, .key), Self.revoke(key),
            Self.register(key, .all, .key),
        ])
        #expect(history.effects == [true, false, true, false])
        let registration = try #require(history.registry.registrations[key])
        #expect(registration.index == 1)
        #expect(registration.registrar.key == history.holder)
        #expect(registration.registrar.firstIndex == 1)
        #expect(registration.roles == [Role("image")])
        #expect(registration.revokedAt == 3)
        #expect(registration.compromisedSince == nil)
        #expect(!history.registry.isLive(key))
    }

    @Test("a key is revoked once: a later revocation changes neither time nor compromise")
    func revokedOnce() throws {
        let key = try Self.key("a.example", 1)
        let history = try History([
            Self.register(key, .all), Self.revoke(key, since: 0), Self.revoke(key, since: 1),
        ])
        #expect(history.effects == [true, true, false])
        #expect(history.registry.registrations[key]?.revokedAt == 2)
        #expect(history.registry.registrations[key]?.compromisedSince == 0)
    }

    @Test("revoking a key that was never registered changes nothing, not even its registration later")
    func neverRegistered() throws {
        let key = try Self.key("a.example", 1)
        let history = try History([Self.revoke(key), Self.register(key, .all)])
        #expect(history.effects == [false, true])
        #expect(history.registry.registrations[key]?.index == 2)
        #expect(history.registry.isLive(key))
    }

    @Test("keys differ by name and by every byte, whatever their hash")
    func identity() throws {
        let key = try Self.key("a.example", 1)
        let history = try History([Self.register(key, .all)])
        #expect(history.registry.registrations[key] != nil)
        #expect(history.registry.registrations[try Self.key("b.example", 1)] == nil)
        #expect(history.registry.registrations[try Self.key("a.example", 2)] == nil)
    }

    @Test("a name has one key at a time: another is registered under it only once the first is revoked")
    func names() throws {
        let (first, second) = (try Self.key("a.example", 1), try Self.key("a.example", 2))
        let history = try History([
            Self.register(first, .all), Self.register(second, .all), Self.revoke(first), Self.register(second, .all),
        ])
        #expect(history.effects == [true, false, true, true])
        #expect(history.registry.isLive(second))
        #expect(history.registry.isLive(name: second.name))
    }

    @Test("with room for four keys, three of them for keys without the role recovery, the last needs a recovery key")
    func limits() throws {
        var limits = LedgerLimits.format1
        (limits.keys, limits.ordinaryKeys, limits.rolesOfAKey) = (4, 3, 2)
        var history = try History(
            [
                Self.register(Self.key("recovery.example", 1), .recovery),
                Self.register(Self.key("b.example", 2), .all, .key, .ledger),
                Self.register(Self.key("c.example", 3), .all, .key),
                Self.register(Self.key("d.example", 4), .all),
            ],
            limits: limits
        )
        #expect(history.effects == [true, false, true, false])
        history.append(Self.register(try Self.key("d.example", 4), .all), by: try Self.key("recovery.example", 1))
        history.append(Self.register(try Self.key("e.example", 5), .all), by: try Self.key("recovery.example", 1))
        #expect(history.effects.suffix(2) == [true, false])
        #expect(LedgerLimits.format1.keys == 65_536)
        #expect(LedgerLimits.format1.ordinaryKeys == 64_512)
        #expect(LedgerLimits.format1.rolesOfAKey == 64)
    }

    @Test(
        "a recovery key is revoked by a recovery key alone, and the last one never once one has changed the ledger key"
    )
    func recovery() throws {
        let (one, two) = (try Self.key("one.example", 1), try Self.key("two.example", 2))
        var history = try History([Self.register(one, .recovery), Self.register(two, .recovery), Self.revoke(one)])
        #expect(history.effects == [true, true, false])
        history.append(try Self.revoke(one), by: two)
        history.append(.keyChanged(LedgerKeyChanged(key: try Self.key("ledger.example", 5))), by: two)
        history.append(try Self.revoke(two), by: two)
        #expect(history.effects.suffix(3) == [true, true, false])
        #expect(history.registry.isRecovered)
        // From then on the registrar can't change the ledger key back.
        history.append(.keyChanged(LedgerKeyChanged(key: try Self.key("ledger.example", 6))))
        #expect(history.effects.last == false)
    }

    @Test("one key with the role key or recovery stays for ever")
    func lastRegistrar() throws {
        let second = try Self.key("second.example", 1)
        var history = try History([Self.revoke(Self.key("registrar.example", 100))])
        #expect(history.effects == [false])
        history.append(Self.register(second, .key))
        history.append(try Self.revoke(history.holder))
        history.append(try Self.revoke(second), by: second)
        #expect(history.effects == [false, true, true, false])
    }

    /// The registrar is compromised since 5.
    ///
    /// A key that it registered at 3 is not, one that it registered at 6 is, and so
    /// is one that this one registered at 7, and its own child at 8.
    @Test("whatever a compromised key registered since is compromised, and so on")
    func children() throws {
        let keys = try (1...5).map { try Self.key("k\($0).example", UInt8($0)) }
        let holder = try Self.key("registrar.example", 100)
        var registry = KeyRegistry()
        func apply(_ event: RegistryEvent, _ index: UInt64, by author: VerifierKey) {
            let hasEffect = registry.apply(event, index: index, by: author, from: index)
            #expect(hasEffect)
        }
        apply(Self.register(holder, .key), 1, by: try Self.key("ledger.example", 99))
        apply(Self.register(keys[0], .key), 3, by: holder)
        apply(Self.register(keys[1], .key), 6, by: holder)
        apply(Self.register(keys[2], .key), 7, by: keys[1])
        apply(Self.register(keys[3], .all), 8, by: keys[2])
        apply(Self.register(keys[4], .all), 9, by: keys[0])
        apply(try Self.revoke(holder, since: 5), 10, by: keys[0])
        #expect(registry.compromised == [holder: 5, keys[1]: 0, keys[2]: 0, keys[3]: 0])
    }

    @Test("a checkpoint of more than i entries needs the key that entry i brought")
    func ledgerKeys() throws {
        let origin = try Origin("ledger.example")
        let first = try Self.key("ledger.example", 1)
        let second = try Self.key("ledger.example", 2)
        var registry = KeyRegistry()
        #expect(registry.ledgerKey(forSize: 1) == nil)
        var effects = [
            registry.apply(.created(LedgerCreated(origin: origin, key: first)), index: 0, by: first, from: 0)
        ]
        effects.append(
            registry.apply(.created(LedgerCreated(origin: origin, key: second)), index: 3, by: first, from: 3)
        )
        effects.append(registry.apply(.keyChanged(LedgerKeyChanged(key: second)), index: 7, by: first, from: 7))
        #expect(effects == [true, false, true])
        #expect(registry.ledgerKey(forSize: 0) == nil)
        for size in UInt64(1)...7 { #expect(registry.ledgerKey(forSize: size) == first) }
        #expect(registry.ledgerKey(forSize: 8) == second)
        #expect(registry.ledgerKey(forSize: .max) == second)
    }

    @Test("an event of the registry has its place: another is against the rules of bodies")
    func places() throws {
        let (origin, other) = (try Origin("ledger.example"), try Origin("other.example"))
        let (key, author) = (try Self.key("ledger.example", 1), try Self.key("other.example", 1))
        func fits(_ event: RegistryEvent, at index: UInt64 = 0, mayGiveRecovery: Bool = false) -> Bool {
            event.misplacement(in: origin, at: index, mayGiveRecovery: mayGiveRecovery) == nil
        }
        #expect(fits(.created(LedgerCreated(origin: origin, key: key))))
        #expect(!fits(.created(LedgerCreated(origin: origin, key: key)), at: 5))
        #expect(!fits(.created(LedgerCreated(origin: other, key: key))))
        #expect(!fits(.created(LedgerCreated(origin: origin, key: author))))
        #expect(fits(.keyChanged(LedgerKeyChanged(key: key)), at: 5))
        #expect(!fits(.keyChanged(LedgerKeyChanged(key: author)), at: 5))
        #expect(fits(Self.register(author, .all), at: 5))
        #expect(!fits(Self.register(key, .all), at: 5))
        #expect(!fits(Self.register(author, .recovery), at: 5))
        #expect(fits(Self.register(author, .recovery), at: 5, mayGiveRecovery: true))
        #expect(fits(try Self.revoke(author), at: 5))
    }

    @Test("the good export registers the keys of its authors and its ledger key")
    func vectors() throws {
        struct Key: Decodable { let verifierKey: String }
        let keys = try VectorFolder.exports.decode([String: Key].self, from: "export-v1/keys.json")
        let export = try ExportVector("export-v1")
        var registry = KeyRegistry()
        let author = try Self.key("anyone.example", 9)
        for (index, bytes) in export.bodies.enumerated() {
            guard let event = try Body(checking: bytes).registryEvent else { continue }
            let hasEffect = registry.apply(event, index: UInt64(index), by: author, from: UInt64(index))
            #expect(hasEffect)
        }
        let ledger = try #require(registry.ledgerKey(forSize: 295))
        #expect(keys[ledger.name.description]?.verifierKey == ledger.description)
        #expect(registry.registrations.count == 4)
        for key in registry.registrations.keys {
            #expect(keys[key.name.description]?.verifierKey == key.description)
        }
    }
}
