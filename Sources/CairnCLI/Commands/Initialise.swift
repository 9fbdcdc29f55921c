import ArgumentParser
import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres

struct Initialise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a ledger: its schema, its keys, and the entries by which it begins.",
        discussion: "The name is for ever. Example: cairn init ledger.hospital-a.example/imaging"
    )
    @Argument(help: "The ledger's name: a-z 0-9 . _ ~ / - with a dot before the first slash.")
    var name: String
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let origin = try Origin(name)
        let directory = options.directory
        try directory.make()
        try await Migrator(options.address).migrate()
        let passphrase = try Passphrase.given()
        let host = name.prefix { $0 != "/" }
        let registrarName = try KeyName("registrar.\(host)")
        let registrar = try makeOrRead(directory.registrarKey, registrarName, passphrase)
        let ledger = try makeOrRead(directory.ledgerKey, origin.keyName, passphrase)
        try await LedgerCreation.create(
            in: options.address,
            origin: origin,
            ledgerKey: KeyFile.read(directory.ledgerKey, passphrase: passphrase),
            registrar: registrar,
            time: SharedOptions.now()
        )
        try directory.write(origin)
        if options.json {
            return try Output.json(["ledger": "\(origin)", "ledgerKey": "\(ledger)", "registrar": "\(registrar)"])
        }
        Output.line("The ledger \(origin) begins. Give its verifier key to everyone who will verify it:")
        Output.line("  \(ledger)")
        Output.line("Private keys are in \(directory.path)/keys: back them up, and keep them from others.")
    }

    /// A run that was cut short leaves keys behind: the next one goes on with them.
    private func makeOrRead(_ path: String, _ name: KeyName, _ passphrase: [UInt8]?) throws -> VerifierKey {
        do {
            let verifierKey = try KeyFile.readVerifierKey(path + ".vkey")
            guard verifierKey.name == name else {
                throw CairnError(
                    .exists,
                    "\(path) is the key of another ledger, \(verifierKey.name): name another state directory"
                )
            }
            return verifierKey
        } catch let error as CairnError where error.code == .file {
            return try KeyFile.write(Ed25519PrivateKey(), name: name, to: path, passphrase: passphrase)
        }
    }
}
