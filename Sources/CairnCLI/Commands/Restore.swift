import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnVerification
import Foundation

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring back entries that were signed and that the database lacks, from an export.",
        discussion: """
            After an old backup of the database was restored, the sealer stops appends (cairn seal says so). The export is verified
            first, and held against what the sealer here has signed; then the entries that are missing are put back, byte for byte. Run cairn seal afterwards: it goes on by itself,
            and takes away again what was redacted since the backup. Bodies that the export hasn't, because they are redacted or
            discarded, stay away.

            Example: cairn restore /backup/export && cairn seal
            """
    )
    @Argument(help: "The directory of the export.")
    var export: String
    @Option(
        help: """
            Where the database has entries of another history that are not sealed: write them to this file, which must not be \
            there, and take them out. Their authors append them again, with the same ids, and get new receipts.
            """
    )
    var setAside: String?
    @Option(help: "The ledger's verifier key, or a file with it; the one beside the ledger key, if it isn't given.")
    var ledgerKey: String?
    @OptionGroup var options: SharedOptions

    /// The checkpoint that the sealer here signed last, where the export reaches it: an export that contradicts it is a fork.
    private func signed(here source: ExportSource) async throws -> Checkpoint? {
        guard let signed = try StateFile(options.directory.sealed).read()?.checkpoint,
            // What is wrong with the export's own is found when it is verified.
            let size = try? LedgerCheckpoint(parsing: await source.checkpoint()).checkpoint.size, signed.size <= size
        else { return nil }
        return signed
    }

    func run() async throws {
        guard StateDirectory.isFolder(export) else {
            throw CairnError(.file, "there is no export at \(export): name the directory of one")
        }
        let key = try options.ledgerKey(ledgerKey)
        let reader = DirectoryReader(export)
        let source = ExportSource { try reader.read($0) }
        let verifying = Progress("verifying")
        let verdict = try await LedgerVerifier(
            ledgerKey: key,
            remembered: try await signed(here: source),
            parallelism: ProcessInfo.processInfo.activeProcessorCount
        ).verify(source) { verifying.show($0, $1) }
        verifying.end()
        guard let checkpoint = verdict.checkpoint else {
            if options.json { try Output.json(VerdictReport(verdict)) } else { VerdictReport(verdict).write() }
            let isWithoutBodies = verdict.findings.contains { $0.code == .bodyMissing }
            let why = isWithoutBodies ? "; one without bodies can't bring them back: take one that has them" : ""
            Output.write("cairn: nothing was brought back: the export doesn't verify\(why)\n", toError: true)
            throw ExitCode(verdict.exitCode)
        }
        let progress = Progress("restoring")
        let restoration = LedgerRestoration(database: options.address, origin: try Origin(bytes: key.name.bytes))
        let count = try await restoration.restore(
            from: source,
            below: checkpoint,
            settingAside: setAside.map { ReceiptFile($0) }
        ) { progress.show($0, $1) }
        progress.end()
        if let setAside, FileManager.default.fileExists(atPath: setAside), !options.json {
            Output.line("What was of another history is in \(setAside): its authors append it again", .remark)
        }
        if options.json { return try Output.json(["restored": count, "size": checkpoint.checkpoint.size]) }
        Output.line(
            count == 0
                ? "Nothing is missing: the database has at least the \(checkpoint.checkpoint.size) entries of the export"
                : "Brought back \(count) entries. Run cairn seal: it goes on where it was stopped"
        )
    }
}
