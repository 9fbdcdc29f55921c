import ArgumentParser
import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres

struct KeyRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Let a key sign events of some families, from now on.",
        discussion: "Example: cairn key register gateway.hospital-a.example --role image --role subject"
    )
    @Argument(help: "The author's name, or a verifier key.")
    var key: String
    @Option(
        name: .customLong("role"),
        help: "An event family, or * for every family but key and ledger. May be repeated."
    )
    var roles: [String]
    @Option(help: "The database login that may append for the key; this one, if it isn't given.")
    var login: String?
    @OptionGroup var options: SharedOptions

    func validate() throws {
        let families = Vocabulary.families.map(\.name)
        for role in roles where role != "*" && !families.contains(role) && !role.contains(".") {
            throw ValidationError(
                "\(role) is no event family: a role is \(families.joined(separator: ", ")), a whole type of your own with a dot in it, or *"
            )
        }
    }

    func run() async throws {
        let author = try options.directory.verifierKey(key)
        let (index, leafHash) = try await registration(of: author)
        try await LedgerCreation.bind(
            author,
            to: login,
            registeredBy: leafHash,
            of: options.origin(),
            in: options.address
        )
        if options.json { return try Output.json(members: ["key": .text("\(author)"), "entry": .number(index)]) }
        Output.line("Entry \(index): \(author.name) may sign \(roles.joined(separator: ", ")).")
    }

    /// The entry that registers the key: the one that is there, or a new one.
    private func registration(of author: VerifierKey) async throws -> (index: UInt64, leafHash: Hash) {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let wanted = roles.map(Role.init)
        if let registered = try await reader.registry().registrations[author] {
            guard registered.revokedAt == nil, registered.roles == wanted else {
                throw CairnError(
                    .exists,
                    "the key was registered for ever by entry \(registered.index): generate another key for other roles"
                )
            }
            return (registered.index, registered.leafHash)
        }
        let event = KeyRegistered(key: author, roles: wanted)
        let receipt = try await options.withAppender(options.directory.registrarKey) {
            try await $0.append(event, source: "urn:cairn:cli", time: SharedOptions.now())
        }
        return (receipt.index, receipt.leafHash)
    }
}
