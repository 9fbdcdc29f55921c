import ArgumentParser
import Cairn
import CairnPostgres
import CairnVerification
import Foundation

/// The program `cairn`.
@main
enum Main {
    static func main() async {
        do {
            var command = try CairnCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            let isHelp = CairnCommand.exitCode(for: error) == .success
            let message = isHelp || error is CleanExit ? CairnCommand.fullMessage(for: error) : Main.message(for: error)
            Output.write(message + "\n", toError: !isHelp)
            exit(isHelp ? 0 : Main.exitCode(for: error))
        }
    }

    /// Entries that contradict what was signed, or are gone, are tampering until it is explained.
    private static func exitCode(for error: any Error) -> Int32 {
        if let finding = error as? Finding { return finding.code.exitCode }
        let codes: [CairnError.Code] = [.inconsistent, .behind, .forked, .receiptMissing]
        return (error as? CairnError).map { codes.contains($0.code) } == true ? 2 : 1
    }

    /// Usage errors come with the usage; every other error is one line that says what happened.
    private static func message(for error: any Error) -> String {
        // Thrown while a command runs, it would come with the usage of the whole program.
        if let error = error as? ValidationError {
            let name = CommandLine.arguments.dropFirst().first { argument in
                CairnCommand.configuration.subcommands.contains { $0._commandName == argument }
            }
            return
                "Error: \(Output.escaped(error.message))\n  See 'cairn \(name.map { "\($0) " } ?? "")--help' for more information."
        }
        let text = CairnCommand.fullMessage(for: error)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Output.escaped(String($0)) }
        return text.contains("Usage:")
            ? lines.joined(separator: "\n") : "cairn: \(Output.escaped(Main.description(of: error)))"
    }

    /// What Foundation says of files, in the words of this program.
    private static func description(of error: any Error) -> String {
        if let fault = error as? PostgresError, fault.code == .connect,
            (ProcessInfo.processInfo.environment["CAIRN_DATABASE"] ?? "").isEmpty,
            !CommandLine.arguments.contains("--database")
        {
            return "\(fault)"
                + ("\(fault)".contains("Peer authentication")
                    ? " (another user started this private PostgreSQL: run cairn as that user)"
                    : " (cairn up starts the private PostgreSQL)")
        }
        let given = error as NSError
        guard given.domain == NSCocoaErrorDomain else { return "\(error)" }
        let why = (given.userInfo[NSUnderlyingErrorKey] as? any Error).map { ($0 as NSError).code }
        let reason = why.map { unsafe String(cString: strerror(Int32($0))) } ?? given.localizedDescription
        let path = given.userInfo[NSFilePathErrorKey] as? String ?? (given.userInfo[NSURLErrorKey] as? URL)?.path
        return "file.failed: \(path.map { "\($0): " } ?? "")\(reason)"
    }
}

struct CairnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn",
        abstract: "A provenance and consent ledger for medical imaging.",
        discussion: """
            Exit codes: 0 verified or done; 1 usage or environment; 2 tampering, or evidence that is missing;
            3 verified, but something doesn't count or was not carried out, or is incomplete or withheld.

            Begin with: cairn up, cairn init ledger.hospital-a.example/imaging
            """,
        version: "0.1.0",
        subcommands: [
            Up.self, Down.self, Status.self, Initialise.self, Migrate.self, Key.self, AuthorCommand.self, Append.self,
            Import.self, Receipts.self,
            SubjectCommand.self,
            Seal.self, Log.self,
            Show.self,
            Prove.self, Verify.self, ProjectCommand.self, Ask.self, Lineage.self, Translate.self, SchemaCommand.self,
            Redact.self, Discard.self,
            Generate.self,
            Export.self,
            Restore.self, Doctor.self,
        ]
    )
}
