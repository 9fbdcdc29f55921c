import Cairn
import CairnLog
import CairnModel
import Foundation

/// Who changes the registry: the registrar of the state directory, or the holder of another key.
struct RegistrySigner {
    let file: SigningKeyFile
    let key: VerifierKey
    private let options: SharedOptions

    /// Takes the registrar's key, or the one that was named: by the file of its private key, or by its name.
    init(_ given: String?, _ options: SharedOptions) throws {
        self.options = options
        let directory = options.directory
        if let given, FileManager.default.fileExists(atPath: given) {
            file = SigningKeyFile(given)
        } else {
            file = try given.map { try directory.key($0) } ?? directory.registrarKey
        }
        key = try file.verifierKey()
    }

    /// Fails where one of the events would have no effect, because of who signs it or of what is registered.
    func requireEffect(_ events: [any Event], in registry: KeyRegistry, at size: UInt64) throws {
        guard registry.isLive(key) else {
            throw CairnError(
                .role,
                "the key of \(key.name) in \(file.path) is not registered, or is revoked: "
                    + "name the file of one that is with --by (cairn key list)"
            )
        }
        let roles = registry.roles(of: key)
        guard roles.contains(where: { $0.allows(Role.key.name) }) else {
            throw CairnError(
                .role,
                "\(key.name) can't change the registry: its key has neither the role key nor recovery"
            )
        }
        var registry = registry
        for (place, event) in events.enumerated() {
            let (registryEvent, refusal): (RegistryEvent, String)
            switch event {
            case let event as KeyRegistered:
                (registryEvent, refusal) = (
                    .registered(event), RegistrySigner.refusal(of: event, by: key, in: registry)
                )
            case let event as KeyRevoked:
                (registryEvent, refusal) = (.revoked(event), RegistrySigner.refusal(of: event, by: key, in: registry))
            default: continue
            }
            let misplaced = registryEvent.misplacement(
                in: try options.origin(),
                at: size + UInt64(place),
                mayGiveRecovery: roles.contains(.recovery)
            )
            if let misplaced { throw CairnError(.role, "\(misplaced): --by FILE names the private key that signs") }
            guard registry.apply(registryEvent, index: size + UInt64(place), by: key, from: size) else {
                throw CairnError(.exists, refusal)
            }
        }
    }

    /// Appends the events in one submission.
    func append(_ events: [any Event]) async throws -> [Receipt] {
        try await options.withAppender(file) {
            try await $0.append(contentsOf: events, source: "urn:cairn:cli", time: SharedOptions.now())
        }
    }

    private static func refusal(of event: KeyRegistered, by key: VerifierKey, in registry: KeyRegistry) -> String {
        let name = event.key.name
        if let registered = registry.registrations[event.key] {
            return "the key was registered for ever by entry \(registered.index): generate another key for other roles"
        }
        if registry.isLive(name: name) {
            return
                "\(name) has another key that is registered and not revoked. To renew it: cairn key register \(name) "
                + "--renew revokes the old key and registers the new one, in one submission"
        }
        return "the registration would have no effect: a key has at most 64 roles, and a ledger 65,536 keys, of which "
            + "the last 1,024 are for recovery keys to register (--by)"
    }

    private static func refusal(of event: KeyRevoked, by key: VerifierKey, in registry: KeyRegistry) -> String {
        let name = event.key.name
        guard let registration = registry.registrations[event.key] else {
            return "\(name) was never registered with this key: cairn key list shows the keys"
        }
        if let revoked = registration.revokedAt { return "the key was revoked by entry \(revoked) already" }
        let isByRecovery = registry.roles(of: key).contains(.recovery)
        if registration.roles.contains(.recovery), !isByRecovery {
            return "the revocation would have no effect: only a recovery key revokes a recovery key. "
                + "--by FILE names the private key that signs"
        }
        let isLast = "the revocation would have no effect: it is the last key of its kind, and nobody could register"
        return "\(isLast) another one then. Register its successor first: cairn key register"
    }
}
