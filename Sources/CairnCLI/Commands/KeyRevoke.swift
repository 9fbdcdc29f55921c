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
            recovery key unless a recovery key signs, or where nobody would be left who can register keys.

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

    /// What is in the ledger for ever is refused where it changes nothing, or can't be meant.
    private func requireEffect(_ event: KeyRevoked, _ signer: RegistrySigner) async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let size = try await reader.size()
        try signer.requireEffect([event], in: try await reader.registry(), at: size)
        if let compromisedSince, compromisedSince >= size {
            throw CairnError(
                .noEntry,
                "there is no entry \(compromisedSince) from which the key could have been in other hands"
            )
        }
    }
}
