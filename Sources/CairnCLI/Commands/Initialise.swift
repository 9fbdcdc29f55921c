import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnPostgres
import Foundation

struct Initialise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a ledger: its schema, its keys, and the entries by which it begins.",
        discussion: "The name is for ever. Example: cairn init ledger.hospital-a.example/imaging"
    )
    @Argument(help: "The ledger's name: a-z 0-9 . _ ~ / - with a dot before the first slash.")
    var name: String
    @Flag(help: "Ask for a passphrase that protects the keys; CAIRN_PASSPHRASE_FILE names a file with one.")
    var passphrase = false
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let origin = try Origin(name)
        let directory = options.directory
        try directory.make()
        try await Migrator(options.address).migrate()
        let passphrase = try Passphrase.forWriting(isWanted: passphrase)
        let host = name.prefix { $0 != "/" }
        let registrarName = try KeyName("registrar.\(host)")
        let registrar = try makeOrRead(directory.registrarKey, registrarName, passphrase)
        let ledger = try makeOrRead(directory.ledgerKey, origin.keyName, passphrase)
        do {
            try await LedgerCreation.create(
                in: options.address,
                origin: origin,
                ledgerKey: directory.ledgerKey.privateKey(passphrase: Passphrase.forReading(directory.ledgerKey)),
                registrar: registrar,
                time: SharedOptions.now()
            )
        } catch let error as CairnError where error.code == .exists {
            guard try await isOurs(origin, ledger) else { throw error }
        }
        try directory.write(origin)
        if options.json {
            return try Output.json(["ledger": "\(origin)", "ledgerKey": "\(ledger)", "registrar": "\(registrar)"])
        }
        Output.line("The ledger \(origin) begins. Give its verifier key to everyone who will verify it:")
        Output.line("  \(ledger)")
        Output.line("Private keys are in \(directory.path)/keys: back them up, and keep them from others.")
    }

    /// Whether the ledger that is there began with the key of this state directory, in a run that was cut short.
    private func isOurs(_ origin: Origin, _ ledger: VerifierKey) async throws -> Bool {
        guard !options.directory.hasOrigin else { return false }
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        return try await reader.registry().ledgerKeys.first?.key == ledger
    }

    /// A run that was cut short leaves keys behind: the next one goes on with them.
    private func makeOrRead(_ file: SigningKeyFile, _ name: KeyName, _ passphrase: [UInt8]?) throws -> VerifierKey {
        guard FileManager.default.fileExists(atPath: file.path + ".vkey") else {
            return try file.create(name: name, passphrase: passphrase)
        }
        let verifierKey = try file.verifierKey()
        guard verifierKey.name == name else {
            throw CairnError(
                .exists,
                "\(file.path) is the key of another ledger, \(verifierKey.name): name another state directory"
            )
        }
        return verifierKey
    }
}
