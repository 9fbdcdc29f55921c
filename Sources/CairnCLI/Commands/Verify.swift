import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnVault
import CairnVerification
import Foundation

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recompute everything, from the database, an export or a proof, and say what is wrong.",
        discussion: """
            Nothing in the database is trusted; the ledger's verifier key comes from you.

            Examples:
              cairn verify
              cairn verify export/ --ledger-key 'ledger.hospital-a.example/imaging+246dabdc+AZN…'
              cairn verify export/ --ledger-key ledger.vkey --remember auditor.checkpoint
            """
    )
    @Argument(help: "The directory of an export, or of the proof of one event; the database, if it isn't given.")
    var export: String?
    @Option(help: "The ledger's verifier key, or a file with it.")
    var ledgerKey: String?
    @Option(help: "A file that remembers the last checkpoint that was verified: rollback and forks show.")
    var remember: String?
    @Flag(help: "Don't look at sealed payloads, even where this state directory has the institution's key.")
    var withoutVault = false
    @OptionGroup var options: SharedOptions

    func run() async throws {
        if let export, !StateDirectory.isFolder(export) {
            throw CairnError(.file, "there is no export and no proof at \(export): name the directory of one")
        }
        let key = try options.ledgerKey(ledgerKey)
        let memory = remember.map { StateFile($0) }
        let vault = try await vault(of: key)
        defer { vault?.close() }
        let verifier = LedgerVerifier(
            ledgerKey: key,
            remembered: try memory?.read()?.checkpoint,
            payloads: vault,
            parallelism: ProcessInfo.processInfo.activeProcessorCount
        )
        let progress = Progress("verifying")
        let verdict: Verdict
        if let export, EventProofFolder.isOne(export) {
            do {
                return try finish(try EventProofFolder.read(export).verify(by: key))
            } catch let finding as Finding {
                return try finish(Verdict(unreadable: finding))
            }
        } else if let export {
            let reader = DirectoryReader(export)
            verdict = try await verifier.verify(ExportSource { try reader.read($0) }) { progress.show($0, $1) }
        } else {
            let reader = try await LedgerReader(database: options.address, origin: Origin(bytes: key.name.bytes))
            defer { reader.close() }
            verdict = try await verifier.verify(reader.source) { progress.show($0, $1) }
        }
        progress.end()
        if let verified = verdict.checkpoint { try memory?.write(verified.note) }
        try finish(verdict)
    }

    /// The vault, where the database is verified by whoever holds the institution's key.
    private func vault(of key: VerifierKey) async throws -> Vault? {
        let file = InstitutionKeyFile(options.directory)
        guard export == nil, !withoutVault, file.exists else { return nil }
        let origin = try Origin(bytes: key.name.bytes)
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        return try await Vault.open(
            address: options.address,
            ledger: reader.ledgerNumber,
            origin: origin,
            institutionKey: file.read(Passphrase.given())
        )
    }

    private func finish(_ verdict: Verdict) throws {
        if options.json { try Output.json(VerdictReport(verdict)) } else { VerdictReport(verdict).write() }
        if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
    }
}
