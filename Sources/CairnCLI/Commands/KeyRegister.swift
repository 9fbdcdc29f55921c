import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnPostgres

struct KeyRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Let a key sign events of some families, from now on.",
        discussion: """
            The registrar of the state directory signs it, or the key that --by names. A name has one key at a time: --renew
            revokes the one that is registered and registers its successor, in one submission.

            The roles key, ledger, redaction and recovery are for keys that have no other: what such a key signs can't be
            redacted. Two registrars are better than one (--role key --role ledger): one can revoke the other.

            Examples:
              cairn key register gateway.hospital-a.example --role image --role subject
              cairn key register redactor.hospital-a.example --role redaction
              cairn key generate gateway.hospital-a.example --replace
              cairn key register gateway.hospital-a.example --renew
              cairn key register recovery-2.hospital-a.example --role recovery --by /media/offline/recovery.pem
            """
    )
    @Argument(help: "The author's name, or a verifier key.")
    var key: String
    @Option(
        name: .customLong("role"),
        help: """
            An event family, or * for every family but key, ledger, redaction, index and anchor, which are given by name; \
            or recovery, which only a recovery key gives. May be repeated. With --renew, those of the old key are the default.
            """
    )
    var roles: [String] = []
    @Flag(help: "Revoke the key that is registered under the name, and register this one.")
    var renew = false
    @Option(help: "Who signs, instead of the registrar: the file of a private key (of a recovery key, say), or a name.")
    var by: String?
    @Option(help: "The database login that may append for the key; this one, if it isn't given.")
    var login: String?
    @OptionGroup var options: SharedOptions

    func validate() throws {
        guard renew || !roles.isEmpty else { throw ValidationError("--role FAMILY says what the key may sign") }
        let byName: [Role] = [.key, .ledger, .redaction, .recovery, .index, .anchor]
        let families = Set(Vocabulary.families.map(\.name) + byName.map(\.name)).sorted()
        for role in roles where role != "*" && !families.contains(role) && !role.contains(".") {
            throw ValidationError(
                "\(role) is no event family: a role is \(families.joined(separator: ", ")), a whole type of your own with a dot in it, or *"
            )
        }
    }

    func run() async throws {
        let author = try options.directory.verifierKey(key)
        let (index, roles) = try await registration(of: author)
        try await LedgerCreation.bind(author, to: login, of: options.origin(), in: options.address)
        if options.json { return try Output.json(members: ["key": .text("\(author)"), "entry": .number(index)]) }
        Output.line("Entry \(index): \(author.name) may sign \(roles.map(\.name).joined(separator: ", ")).")
        guard roles.contains(where: \.isGuarding), roles.contains(where: { !$0.isGuarding }) else { return }
        let guarding = roles.filter(\.isGuarding).map(\.name).joined(separator: ", ")
        Output.line(
            "What this key signs can never be redacted, because of its role \(guarding): better give that to a key of its own.",
            .remark
        )
    }

    /// The entry that registers the key, and its roles: the one that is there, or a new one.
    private func registration(of author: VerifierKey) async throws -> (index: UInt64, roles: [Role]) {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let registry = try await reader.registry()
        var wanted = roles.map(Role.init)
        if let registered = registry.registrations[author] {
            guard registered.revokedAt == nil, wanted.isEmpty || registered.roles == wanted else {
                throw CairnError(
                    .exists,
                    "the key was registered for ever by entry \(registered.index): generate another key for other roles"
                )
            }
            return (registered.index, registered.roles)
        }
        let old = registry.registrations.first { $0.key.name == author.name && $0.value.revokedAt == nil }
        var events: [any Event] = []
        if renew {
            guard let old else {
                throw CairnError(
                    .noEntry,
                    "no key is registered as \(author.name) and not revoked, so there is none to renew: leave --renew out"
                )
            }
            if wanted.isEmpty { wanted = old.value.roles }
            events.append(KeyRevoked(key: old.key, reason: try ReasonCode("superseded")))
        }
        events.append(KeyRegistered(key: author, roles: wanted))
        let signer = try RegistrySigner(by, options)
        try signer.requireEffect(events, in: registry, at: try await reader.size())
        guard let receipt = try await signer.append(events).last else {
            throw CairnError(.receipt, "the database gave no receipt")
        }
        return (receipt.index, wanted)
    }
}
