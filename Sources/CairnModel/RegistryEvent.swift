import CairnLog

/// What an event of the registry says: which keys may do what, and what is redacted.
public enum RegistryEvent: Sendable, Equatable {
    /// The ledger begins, with this key.
    case created(LedgerCreated)
    /// From the next entry on, checkpoints need another key.
    case keyChanged(LedgerKeyChanged)
    /// A key may sign.
    case registered(KeyRegistered)
    /// A key may sign no more.
    case revoked(KeyRevoked)
    /// A body is taken away.
    case redacted(RedactionRecorded)

    /// Reads the data of an event of the families `key`, `ledger` or `redaction`.
    ///
    /// - Throws: ``ModelError`` with code `event.malformed`, also for a type that is none of the five: the types of the
    ///   registry are closed in this version of the entry.
    init(type: EventType, data: JSONValue) throws(ModelError) {
        switch type {
        case LedgerCreated.type: self = .created(try LedgerCreated(data: data))
        case LedgerKeyChanged.type: self = .keyChanged(try LedgerKeyChanged(data: data))
        case KeyRegistered.type: self = .registered(try KeyRegistered(data: data))
        case KeyRevoked.type: self = .revoked(try KeyRevoked(data: data))
        case RedactionRecorded.type: self = .redacted(try RedactionRecorded(data: data))
        default: throw ModelError(.event, "the registry has no events of the type \(type)")
        }
    }

    /// Why the event can't stand where it stands, in a ledger of this origin, or `nil`: part of the rules of its body.
    ///
    /// - Parameters:
    ///   - origin: The ledger.
    ///   - index: The entry.
    ///   - mayGiveRecovery: Whether the event is in submission 0, or its author's key has the role `recovery`.
    /// - Returns: What is wrong, in words.
    public func misplacement(in origin: Origin, at index: UInt64, mayGiveRecovery: Bool) -> String? {
        switch self {
        case .created(let created):
            if index > 0 { return "the ledger began before" }
            return created.origin == origin.description && created.key.name == origin.keyName
                ? nil : "it names another ledger than \(origin)"
        case .keyChanged(let changed):
            return changed.key.name == origin.keyName ? nil : "the ledger key has another name than the ledger"
        case .registered(let registered):
            if registered.key.name == origin.keyName { return "an author's key has the name of the ledger" }
            return registered.roles.contains(.recovery) && !mayGiveRecovery
                ? "only submission 0, or a key with the role recovery, gives the role recovery" : nil
        case .revoked, .redacted: return nil
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
