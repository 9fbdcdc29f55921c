public import CairnLog

/// Which keys may sign what, as the log itself says: a fold over registry events of submissions that count.
public struct KeyRegistry: Sendable {
    /// What the registry knows of one key.
    public struct Registration: Sendable, Equatable {
        /// The index of the entry that registered the key.
        public let index: UInt64
        /// The author that registered it, and the index at which that submission starts.
        public let registrar: (key: VerifierKey, firstIndex: UInt64)
        /// What the key may sign.
        public let roles: [Role]
        /// The index of the entry that revoked the key, if one did.
        public internal(set) var revokedAt: UInt64?
        /// The index from which on the key may have been in other hands, where that is known.
        public internal(set) var compromisedSince: UInt64?

        /// Takes up what a registry knew of a key.
        public init(
            index: UInt64,
            registrar: (key: VerifierKey, firstIndex: UInt64),
            roles: [Role],
            revokedAt: UInt64?,
            compromisedSince: UInt64?
        ) {
            self.index = index
            self.registrar = registrar
            self.roles = roles
            self.revokedAt = revokedAt
            self.compromisedSince = compromisedSince
        }

        /// Whether all that the ledger says of the key is the same.
        public static func == (left: Self, right: Self) -> Bool {
            left.index == right.index && left.registrar == right.registrar && left.roles == right.roles
                && left.revokedAt == right.revokedAt && left.compromisedSince == right.compromisedSince
        }
    }

    /// The ledger's keys with the index of the entry that made each valid: a checkpoint of more entries than that
    /// needs it.
    public private(set) var ledgerKeys: [(since: UInt64, key: VerifierKey)] = []
    /// Every key that was ever registered.
    public private(set) var registrations: [VerifierKey: Registration] = [:]
    /// Whether a key with the role `recovery` has changed the ledger key: from then on, only such a key does.
    public private(set) var isRecovered = false
    private let limits: LedgerLimits
    /// The names under which a key is registered and not revoked.
    private var liveNames: Set<KeyName> = []
    private var liveRecoveryKeys = 0
    /// The keys with one of the roles `key` and `recovery` that are not revoked.
    private var liveRegistrars = 0

    /// Makes a registry that knows no key.
    public init(limits: LedgerLimits = .format1) {
        self.limits = limits
    }

    /// The key that a checkpoint of a size needs, or `nil` before the ledger began.
    public func ledgerKey(forSize size: UInt64) -> VerifierKey? {
        ledgerKeys.last { $0.since < size }?.key
    }

    /// Whether a key is registered, and not revoked.
    public func isLive(_ key: VerifierKey) -> Bool { registrations[key].map { $0.revokedAt == nil } ?? false }

    /// Whether a key is registered under this name, and not revoked.
    public func isLive(name: KeyName) -> Bool { liveNames.contains(name) }

    /// The roles of a key, as it was registered, or none.
    public func roles(of key: VerifierKey) -> [Role] { registrations[key]?.roles ?? [] }

    /// The keys that may have been in other hands, each with the index from which on: those that were revoked as such,
    /// all keys that one of these registered since, and so on.
    public var compromised: [VerifierKey: UInt64] {
        var since = registrations.compactMapValues(\.compromisedSince)
        guard !since.isEmpty else { return [:] }
        for (key, registration) in registrations.sorted(by: { $0.value.index < $1.value.index }) {
            let registrar = registration.registrar
            if let start = since[registrar.key], registrar.firstIndex >= start { since[key] = 0 }
        }
        return since
    }

    /// Applies what one entry says, and returns whether it has an effect.
    ///
    /// Call it for the entries of a submission that counts, in their order, after the whole submission was judged, and
    /// only for events that obey ``RegistryEvent/misplacement(in:at:mayGiveRecovery:)``. Redactions concern no key:
    /// they are judged elsewhere, and change nothing here.
    ///
    /// - Parameters:
    ///   - event: What the entry says.
    ///   - index: The entry.
    ///   - author: The key that signed its submission.
    ///   - firstIndex: Where that submission starts.
    /// - Returns: Whether the event has an effect.
    public mutating func apply(
        _ event: RegistryEvent,
        index: UInt64,
        by author: VerifierKey,
        from firstIndex: UInt64
    ) -> Bool {
        let isRecovery = roles(of: author).contains(.recovery)
        switch event {
        case .created(let created):
            guard ledgerKeys.isEmpty else { return false }
            ledgerKeys.append((index, created.key))
        case .keyChanged(let changed):
            guard isRecovery || !isRecovered else { return false }
            isRecovered = isRecovered || isRecovery
            ledgerKeys.append((index, changed.key))
        case .registered(let registered):
            guard canRegister(registered, byRecovery: isRecovery) else { return false }
            let registration = Registration(
                index: index,
                registrar: (author, firstIndex),
                roles: registered.roles,
                revokedAt: nil,
                compromisedSince: nil
            )
            add(registered.key, registration)
        case .revoked(let revoked):
            guard canRevoke(revoked.key, byRecovery: isRecovery) else { return false }
            revoke(revoked.key, at: index, compromisedSince: revoked.compromisedSince)
        case .redacted: break
        }
        return true
    }

    private func canRegister(_ registered: KeyRegistered, byRecovery isRecovery: Bool) -> Bool {
        registrations[registered.key] == nil && !liveNames.contains(registered.key.name)
            && registered.roles.count <= limits.rolesOfAKey
            && registrations.count < (isRecovery ? limits.keys : limits.ordinaryKeys)
    }

    private func canRevoke(_ key: VerifierKey, byRecovery isRecovery: Bool) -> Bool {
        guard let registration = registrations[key], registration.revokedAt == nil else { return false }
        let isForRecovery = registration.roles.contains(.recovery)
        if isForRecovery, !isRecovery || isRecovered && liveRecoveryKeys == 1 { return false }
        return !registration.isRegistrar || liveRegistrars > 1
    }

    private mutating func add(_ key: VerifierKey, _ registration: Registration) {
        registrations[key] = registration
        guard registration.revokedAt == nil else { return }
        liveNames.insert(key.name)
        if registration.isRegistrar { liveRegistrars += 1 }
        if registration.roles.contains(.recovery) { liveRecoveryKeys += 1 }
    }

    private mutating func revoke(_ key: VerifierKey, at index: UInt64, compromisedSince: UInt64?) {
        guard let registration = registrations[key] else { return }
        registrations[key]?.revokedAt = index
        registrations[key]?.compromisedSince = compromisedSince
        liveNames.remove(key.name)
        if registration.isRegistrar { liveRegistrars -= 1 }
        if registration.roles.contains(.recovery) { liveRecoveryKeys -= 1 }
    }

    /// Takes up a registry as ``ledgerKeys``, ``registrations`` and ``isRecovered`` gave it.
    public init(
        ledgerKeys: [(since: UInt64, key: VerifierKey)],
        registrations: [VerifierKey: Registration],
        isRecovered: Bool,
        limits: LedgerLimits = .format1
    ) {
        self.init(limits: limits)
        self.ledgerKeys = ledgerKeys
        self.isRecovered = isRecovered
        for (key, registration) in registrations { add(key, registration) }
    }
}

extension KeyRegistry.Registration {
    /// Whether the key can register others: a ledger keeps one such key for ever.
    fileprivate var isRegistrar: Bool { roles.contains(.key) || roles.contains(.recovery) }
}
