import ArgumentParser
import Cairn
import CairnAudit
import CairnLog
import CairnModel
import CairnPostgres
import Foundation

struct Initialise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a ledger: its schema, its keys, and the entries by which it begins.",
        discussion: """
            The name is for ever. Three keys are made: the ledger key, which the sealer uses; the registrar's, which registers and
            revokes keys; and a recovery key for the day when these are lost or stolen. Keep the recovery key offline, away from
            this machine: whoever holds it can take the ledger over.

            Examples: cairn init ledger.hospital-a.example/imaging
                      cairn init ledger.hospital-a.example/imaging --recovery-key /media/offline/recovery.pem
                      cairn init ledger.hospital-a.example/imaging-2 --predecessor export/checkpoint \
                        --predecessor-key ledger.hospital-a.example/imaging+3a2b1c0d+AX…
            """
    )
    @Argument(help: "The ledger's name: a-z 0-9 . _ ~ / - with a dot before the first slash.")
    var name: String
    @Flag(help: "Ask for a passphrase that protects the keys; CAIRN_PASSPHRASE_FILE names a file with one.")
    var passphrase = false
    @Option(
        help: "Where the recovery key is written: best a medium that you take away. By default beside the other keys."
    )
    var recoveryKey: String?
    @Option(
        help: "The last signed checkpoint of a ledger that this one goes on for: the file checkpoint of its export."
    )
    var predecessor: String?
    @Option(help: "The predecessor's verifier key, which has signed that checkpoint.")
    var predecessorKey: String?
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let origin = try Origin(name)
        let directory = options.directory
        try directory.make()
        try await Migrator(options.address).migrate()
        try await Projector.register(options.address)
        try await requireNew(origin)
        _ = try predecessorNote()
        let passphrase = try Passphrase.forWriting(isWanted: passphrase)
        let recoveryFile = recoveryKey.map { SigningKeyFile($0) } ?? directory.recoveryKey
        let registrarName = try LedgerCreation.registrarName(of: origin)
        let registrar = try makeOrRead(directory.registrarKey, registrarName, passphrase)
        let recovery = try makeOrRead(recoveryFile, LedgerCreation.recoveryName(of: origin), passphrase)
        let ledger = try makeOrRead(directory.ledgerKey, origin.keyName, passphrase)
        do {
            try await LedgerCreation.create(
                in: options.address,
                origin: origin,
                ledgerKey: directory.ledgerKey.privateKey(passphrase: Passphrase.forReading(directory.ledgerKey)),
                registrar: registrar,
                recovery: recovery,
                predecessor: predecessorNote(),
                time: SharedOptions.now()
            )
        } catch let error as CairnError where error.code == .exists {
            guard try await isOurs(origin, ledger, recovery, recoveryFile.path) else { throw error }
        }
        try directory.write(origin)
        if options.json {
            return try Output.json([
                "ledger": "\(origin)", "ledgerKey": "\(ledger)", "registrar": "\(registrar)", "recovery": "\(recovery)",
                "recoveryKeyFile": recoveryFile.path,
            ])
        }
        let second = "registrar-2.\(name.prefix { $0 != "/" })"
        let lines = [
            "The ledger \(origin) begins. Give its verifier key to everyone who will verify it:",
            "  \(ledger)",
            "Private keys are in \(directory.path)/keys: back them up, and keep them from others.",
            "The recovery key is in \(recoveryFile.path), its verifier key in \(recoveryFile.path).vkey: MOVE BOTH AWAY from",
            "  this machine, and keep them offline. They are for the day when the other keys are lost or stolen.",
            "Two registrars are better than one, so that one can revoke the other:",
            "  cairn key generate \(second) && cairn key register \(second) --role key --role ledger",
        ]
        // At once: whoever reads only the first lines leaves no half of them.
        Output.write(lines.map { Output.escaped($0) + "\n" }.joined())
    }

    /// The signed note of the predecessor's checkpoint.
    private func predecessorNote() throws -> [UInt8]? {
        guard let predecessor else { return nil }
        guard let data = FileManager.default.contents(atPath: predecessor) else {
            throw CairnError(.file, "there is no checkpoint at \(predecessor): name the file checkpoint of an export")
        }
        guard let predecessorKey else {
            throw CairnError(
                .file,
                "whose checkpoint it is isn't known: name the predecessor's verifier key, --predecessor-key"
            )
        }
        let checkpoint: LedgerCheckpoint
        do {
            checkpoint = try LedgerCheckpoint(parsing: [UInt8](data))
            try checkpoint.note.verify(VerifierKey(parsing: predecessorKey))
        } catch {
            throw CairnError(.file, "\(predecessor) is no checkpoint that this key has signed: \(error)")
        }
        guard checkpoint.origin != (try Origin(name)) else {
            throw CairnError(.exists, "a successor has a name of its own: \(name) is its predecessor's")
        }
        return [UInt8](data)
    }

    /// Fails before a key is made where the ledger is there, unless a run that was cut short made it from this directory.
    private func requireNew(_ origin: Origin) async throws {
        let mayGoOn = FileManager.default.fileExists(atPath: options.directory.ledgerKey.path + ".vkey")
        guard options.directory.hasOrigin || !mayGoOn else { return }
        do {
            try await LedgerReader(database: options.address, origin: origin).close()
        } catch let error as CairnError where error.code == .noLedger {
            return
        }
        throw CairnError(.exists, "the ledger \(origin) is in this database already: no key was made")
    }

    /// Whether the ledger that is there began with the key of this state directory, in a run that was cut short.
    private func isOurs(
        _ origin: Origin,
        _ ledger: VerifierKey,
        _ recovery: VerifierKey,
        _ recoveryPath: String
    ) async throws -> Bool {
        guard !options.directory.hasOrigin else { return false }
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        let registry = try await reader.registry()
        guard registry.ledgerKeys.first?.key == ledger else { return false }
        guard registry.roles(of: recovery).contains(.recovery) else {
            throw CairnError(
                .exists,
                "\(recoveryPath) is not the recovery key with which \(origin) began: remove it, and name the right one "
                    + "with --recovery-key"
            )
        }
        return true
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
