import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct KeyRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Let a key sign no more, for ever.",
        discussion: "Example: cairn key revoke gateway.hospital-a.example --reason retired"
    )
    @Argument(help: "The author's name, or a verifier key.")
    var key: String
    @Option(help: "Why, in a word or two; no names of people.")
    var reason: String
    @Option(help: "The index from which on the key may have been in other hands.")
    var compromisedSince: UInt64?
    @OptionGroup var options: SharedOptions

    func validate() throws {
        guard !reason.isEmpty else {
            throw ValidationError("Say why: a revocation is for ever, and auditors read the reason.")
        }
    }

    func run() async throws {
        let author = try options.directory.verifierKey(key)
        try await requireSense(author)
        let event = KeyRevoked(key: author, reason: reason, compromisedSince: compromisedSince)
        let receipt = try await options.withAppender(options.directory.registrarKey) {
            try await $0.append(event, source: "urn:cairn:cli", time: SharedOptions.now())
        }
        if options.json {
            return try Output.json(members: ["key": .text("\(author)"), "entry": .number(receipt.index)])
        }
        Output.line("Entry \(receipt.index): \(author.name) may sign no more.")
    }

    /// A revocation stands for ever, so one that changes nothing, or can't be right, is refused.
    private func requireSense(_ author: VerifierKey) async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        guard let registration = try await reader.registry().registrations[author] else {
            throw CairnError(
                .noEntry,
                "\(author.name) was never registered with this key: cairn key list shows the keys"
            )
        }
        if let revoked = registration.revokedAt {
            throw CairnError(.exists, "the key was revoked by entry \(revoked) already")
        }
        if let compromisedSince, compromisedSince >= (try await reader.size()) {
            throw CairnError(
                .noEntry,
                "there is no entry \(compromisedSince) from which the key could have been in other hands"
            )
        }
    }
}
