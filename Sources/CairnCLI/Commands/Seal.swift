import ArgumentParser
import Cairn
import CairnLog
import CairnPostgres
import Logging
import ServiceLifecycle
import UnixSignals

struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify what was appended, extend the tree, and sign a checkpoint.",
        discussion: """
            Ctrl-C and SIGTERM end --follow after the seal that has begun.

            Examples: cairn seal
                      cairn seal --follow
            """
    )
    @Flag(help: "Go on sealing what arrives, until stopped.")
    var follow = false
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let size: UInt64
        let newEntries: UInt64
        let discounted: [String: String]
    }

    func run() async throws {
        let directory = options.directory
        let sealer = try await Sealer(
            database: options.address,
            origin: options.origin(),
            key: directory.ledgerKey.privateKey(passphrase: Passphrase.forReading(directory.ledgerKey)),
            stateFile: StateFile(directory.sealed)
        )
        if follow { return try await go(on: sealer) }
        let report = try await sealer.seal()
        await sealer.close()
        try write(report)
        if !report.discounted.isEmpty { throw ExitCode(3) }
    }

    private func go(on sealer: Sealer) async throws {
        let service = SealingService(sealer) { report in
            // What can't be written can't be told either: the checkpoint stands.
            try? write(report)
        }
        var logger = Logger(label: "cairn") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .error
        try await ServiceGroup(services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
    }

    private func write(_ report: Sealer.Report) throws {
        if options.json {
            let discounted = Dictionary(uniqueKeysWithValues: report.discounted.map { ("\($0.key)", $0.value) })
            return try Output.json(Answer(size: report.size, newEntries: report.newEntries, discounted: discounted))
        }
        Output.line("Sealed: \(report.size) entries under a signed checkpoint, \(report.newEntries) of them new.")
        for (index, code) in report.discounted.sorted(by: { $0.key < $1.key }) {
            Output.line("The submission from entry \(index) on doesn't count: \(code)")
        }
    }
}
