public import CairnCrypto
public import CairnLog

/// Which keys may sign what, as the log itself says: a fold over registry events of submissions that count.
public struct KeyRegistry: Sendable {
    /// What the registry knows of one key.
    public struct Registration: Sendable, Equatable {
        /// The index of the entry that registered the key.
        public let index: UInt64
        /// The leaf hash of that entry.
        public let leafHash: Hash
        /// What the key may sign.
        public let roles: [Role]
        /// The index of the entry that revoked the key, if one did.
        public internal(set) var revokedAt: UInt64?
        /// The index from which on the key may have been in other hands, where that is known.
        public internal(set) var compromisedSince: UInt64?
    }

    /// The ledger's keys with the index of the entry that made each valid: a checkpoint of more entries than that
    /// needs it.
    public private(set) var ledgerKeys: [(since: UInt64, key: VerifierKey)] = []
    /// Every key that was ever registered.
    public private(set) var registrations: [VerifierKey: Registration] = [:]

    /// Makes a registry that knows no key.
    public init() {}

    /// The key that a checkpoint of a size needs, or `nil` before the ledger began.
    public func ledgerKey(forSize size: UInt64) -> VerifierKey? {
        ledgerKeys.last { $0.since < size }?.key
    }

    /// The keys that may have been in other hands, each with the index from which on.
    public var compromised: [VerifierKey: UInt64] {
        registrations.compactMapValues(\.compromisedSince)
    }

    /// Applies what one entry says.
    ///
    /// Call it for the entries of a submission that counts, after the whole submission was judged.
    ///
    /// A key is registered once and revoked once: what comes later changes nothing, and neither does the revocation
    /// of a
    /// key that was never registered, nor a ledger key under another name than the first.
    public mutating func apply(_ event: RegistryEvent, index: UInt64, leafHash: Hash) {
        switch event {
        case .created(let created):
            if ledgerKeys.isEmpty { ledgerKeys.append((index, created.key)) }
        case .keyChanged(let changed):
            guard ledgerKeys.first?.key.name == changed.key.name else { return }
            ledgerKeys.append((index, changed.key))
        case .registered(let registered):
            guard registrations[registered.key] == nil else { return }
            registrations[registered.key] = Registration(
                index: index,
                leafHash: leafHash,
                roles: registered.roles,
                revokedAt: nil,
                compromisedSince: nil
            )
        case .revoked(let revoked):
            guard registrations[revoked.key]?.revokedAt == nil else { return }
            registrations[revoked.key]?.revokedAt = index
            registrations[revoked.key]?.compromisedSince = revoked.compromisedSince
        }
    }
}
