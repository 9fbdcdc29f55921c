import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct KeyRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Let a key sign no more, for ever.",
        discussion: """
            A revocation that would have no effect is refused, before anything is appended: of a key that isn't registered, of a
            recovery key unless a recovery key signs, or where nobody would be left who can register keys. Revoking the key that
            signs, or the last one with the role key, needs --yes-end-this-ledger.

            To renew a key: cairn key register NAME --renew.

            Examples: cairn key revoke gateway.hospital-a.example --reason retired
                      cairn key revoke registrar.hospital-a.example --reason key-stolen --by /media/offline/recovery.pem
            """
    )
    @Argument(help: "The author's name, or a verifier key.")
    var key: String
    @Option(help: "Why, as a code of a-z, 0-9 and -, such as retired, key-lost or key-stolen; never free text.")
    var reason = "retired"
    @Option(help: "The index from which on the key may have been in other hands.")
    var compromisedSince: UInt64?
    @Option(help: "Who signs, instead of the registrar: the file of a private key (of a recovery key, say), or a name.")
    var by: String?
    @Flag(
        help: """
            Revoke the key that signs this, or the last one with the role key, all the same: then only a recovery key changes \
            the registry.
            """
    )
    var yesEndThisLedger = false
    @OptionGroup var options: SharedOptions

    func validate() throws {
        do { _ = try ReasonCode(reason) } catch { throw ValidationError("--reason: \(error.message)") }
    }

    func run() async throws {
        let author = try options.directory.verifierKey(key)
        let signer = try RegistrySigner(by, options)
        let event = KeyRevoked(key: author, reason: try ReasonCode(reason), compromisedSince: compromisedSince)
        try await requireEffect(event, signer)
        guard let receipt = try await signer.append([event]).first else {
            throw CairnError(.receipt, "the database gave no receipt")
        }
        if options.json {
            return try Output.json(members: ["key": .text("\(author)"), "entry": .number(receipt.index)])
        }
        Output.line("Entry \(receipt.index): \(author.name) may sign no more.")
    }

    /// Fails where the registrar would be gone afterwards, by its own hand or as the last one.
    private func requireSuccessor(_ signer: RegistrySigner, _ registry: KeyRegistry) throws {
        let author = try options.directory.verifierKey(key)
        let others = registry.registrations.filter {
            $0.key != author && $0.value.revokedAt == nil && $0.value.roles.contains(.key)
        }
        let isLast = registry.roles(of: author).contains(.key) && others.isEmpty
        guard isLast || author == signer.key else { return }
        throw CairnError(
            .lastKey,
            "\(author.name) is \(isLast ? "the last key with the role key" : "the key that signs this"), and what is revoked is "
                + "revoked for ever: nothing was appended. Renew it (cairn key register \(author.name) --renew), register another "
                + "first, or say --yes-end-this-ledger"
        )
    }

    /// What is in the ledger for ever is refused where it changes nothing, or can't be meant.
    private func requireEffect(_ event: KeyRevoked, _ signer: RegistrySigner) async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let size = try await reader.size()
        let registry = try await reader.registry()
        try signer.requireEffect([event], in: registry, at: size)
        if !yesEndThisLedger { try requireSuccessor(signer, registry) }
        if let compromisedSince, compromisedSince >= size {
            throw CairnError(
                .noEntry,
                "there is no entry \(compromisedSince) from which the key could have been in other hands"
            )
        }
    }
}
