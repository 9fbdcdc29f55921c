import CairnLog

/// What an event of the families `key` and `ledger` says.
public enum RegistryEvent: Sendable, Equatable {
    /// The ledger begins, with this key.
    case created(LedgerCreated)
    /// From the next entry on, checkpoints need another key.
    case keyChanged(LedgerKeyChanged)
    /// A key may sign.
    case registered(KeyRegistered)
    /// A key may sign no more.
    case revoked(KeyRevoked)

    /// Reads the data of a registry event, or returns `nil` for a type that this version doesn't know.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`.
    init?(type: EventType, data: JSONValue) throws(ModelError) {
        switch type {
        case LedgerCreated.type: self = .created(try LedgerCreated(data: data))
        case LedgerKeyChanged.type: self = .keyChanged(try LedgerKeyChanged(data: data))
        case KeyRegistered.type: self = .registered(try KeyRegistered(data: data))
        case KeyRevoked.type: self = .revoked(try KeyRevoked(data: data))
        default: return nil
        }
    }

    /// Whether the event names what a ledger of this origin may name: the origin and a key of that name in
    /// `cairn.ledger.created.v1`, a key of that name in `cairn.ledger.key-changed.v1`.
    public func suits(_ origin: Origin) -> Bool {
        switch self {
        case .created(let created): created.origin == origin.description && created.key.name == origin.keyName
        case .keyChanged(let changed): changed.key.name == origin.keyName
        case .registered, .revoked: true
        }
    }
}

extension JSONValue {
    /// The verifier key of a member: Ed25519, under a name that ledgers and authors may have.
    func verifierKey(_ name: String) throws(ModelError) -> VerifierKey {
        guard let text = self[name]?.string else { throw ModelError(.event, "\(name) is missing or not a string") }
        do {
            let key = try VerifierKey(parsing: text)
            guard key.algorithm == .ed25519, Origin.isName(key.name.bytes) else {
                throw ModelError(.event, "\(name) is not an Ed25519 key under a name that Cairn allows")
            }
            return key
        } catch let error as LogError {
            throw ModelError(.event, error.message)
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError(.event, "\(name) is malformed")
        }
    }
}
