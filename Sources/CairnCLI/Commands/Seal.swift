import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import CairnPostgres
import Logging
import ServiceLifecycle
import UnixSignals

struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify what was appended, extend the tree, and sign a checkpoint.",
        discussion: """
            Ctrl-C and SIGTERM end --follow after the seal that has begun. While another process seals the ledger, or the
            database is gone, --follow waits.

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
        if follow { return try await goOn() }
        let sealer = try await SealCommandSealer(options).make()
        let report = try await sealer.seal()
        await sealer.close()
        try write(report)
        if !report.discounted.isEmpty { throw ExitCode(3) }
    }

    private func goOn() async throws {
        let maker = try SealCommandSealer(options)
        let service = SealingService { progress in
            switch progress {
            // What can't be written can't be told either: the checkpoint stands.
            case .sealed(let report): try? write(report)
            case .waiting(let error): Output.write("cairn: waiting: \(Output.escaped("\(error)"))\n", toError: true)
            }
        } makeSealer: {
            try await maker.make()
        }
        let logger = Logger(label: "cairn") { _ in SwiftLogNoOpLogHandler() }
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

/// Makes sealers of a state directory's ledger; asks for the passphrase once.
private struct SealCommandSealer: Sendable {
    private let address: DatabaseAddress
    private let origin: Origin
    private let key: SigningKeyFile
    private let stateFile: String
    private let snapshotFile: String
    private let passphrase: [UInt8]?

    init(_ options: SharedOptions) throws {
        let directory = options.directory
        address = options.address
        origin = try options.origin()
        key = directory.ledgerKey
        stateFile = directory.sealed
        snapshotFile = directory.sealedFold
        passphrase = try Passphrase.forReading(key)
    }

    func make() async throws -> Sealer {
        try await Sealer(
            database: address,
            origin: origin,
            key: key.privateKey(passphrase: passphrase),
            stateFile: StateFile(stateFile),
            snapshotFile: SnapshotFile(snapshotFile)
        )
    }
}
