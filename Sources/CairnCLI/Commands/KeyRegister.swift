import ArgumentParser
import Cairn
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

    func run() async throws {
        let author =
            try key.contains("+")
            ? VerifierKey(parsing: key) : KeyFile.readVerifierKey(options.directory.key(key) + ".vkey")
        let event = KeyRegistered(key: author, roles: roles.map(Role.init))
        let receipt = try await Registrar.append(event, options)
        try await LedgerCreation.bind(author, to: login, registeredBy: receipt, in: options.address)
        if options.json { return try Output.json(["key": "\(author)", "entry": "\(receipt.index)"]) }
        Output.line("Entry \(receipt.index): \(author.name) may sign \(roles.joined(separator: ", ")).")
    }
}
