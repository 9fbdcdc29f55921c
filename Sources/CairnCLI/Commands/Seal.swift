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
            With the checkpoint, the bodies go that it shows redacted: for ever.

            Ctrl-C and SIGTERM end --follow after the seal that has begun. While another process seals the ledger, or the
            database is gone, --follow waits.

            Examples: cairn seal
                      cairn seal --follow
                      cairn seal --follow --require-standby
            """
    )
    @Flag(help: "Go on sealing what arrives, until stopped.")
    var follow = false
    @Flag(help: "Sign only what a synchronous standby has on its disk, too, so that it survives a failover.")
    var requireStandby = false
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let size: UInt64
        let newEntries: UInt64
        let discounted: [String: String]
        let denied: [String: String]
        let redacted: [UInt64]
        let notRedacted: [UInt64]
        let misnamed: [UInt64]
    }

    private static let mostNamed = 20

    func run() async throws {
        if follow { return try await goOn() }
        let sealer = try await SealCommandSealer(options, requireStandby).make()
        let report = try await sealer.seal()
        await sealer.close()
        try write(report)
        let isClean = [report.notRedacted, report.misnamed].allSatisfy(\.isEmpty)
        if !report.discounted.isEmpty || !report.denied.isEmpty || !isClean { throw ExitCode(3) }
    }

    private func goOn() async throws {
        let maker = try SealCommandSealer(options, requireStandby)
        let service = SealingService { progress in
            switch progress {
            // What can't be written can't be told either: the checkpoint is signed.
            case .sealed(let report): try? write(report)
            case .waiting(let error): Output.write("cairn: waiting: \(Output.escaped("\(error)"))\n", toError: true)
            }
        } makeSealer: {
            try await maker.make()
        }
        await tellDurability()
        let logger = Logger(label: "cairn") { _ in SwiftLogNoOpLogHandler() }
        try await ServiceGroup(services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
    }

    /// Says, once, where a crash or a standby that takes over can lose what was acknowledged.
    private func tellDurability() async {
        // A database that can't be asked now is waited for afterwards.
        guard let reader = try? await LedgerReader(database: options.address, origin: options.origin()) else { return }
        defer { reader.close() }
        do { try await reader.durability().require() } catch {
            Output.write("cairn: \(Output.escaped("\(error)"))\n", toError: true)
        }
    }

    private func write(_ report: Sealer.Report) throws {
        if options.json {
            return try Output.json(
                Answer(
                    size: report.size,
                    newEntries: report.newEntries,
                    discounted: Seal.byIndex(report.discounted),
                    denied: Seal.byIndex(report.denied),
                    redacted: report.redacted,
                    notRedacted: report.notRedacted,
                    misnamed: report.misnamed
                )
            )
        }
        Output.line("Sealed: \(report.size) entries under a signed checkpoint, \(report.newEntries) of them new.")
        for (index, code) in report.discounted.sorted(by: { $0.key < $1.key }) {
            Output.line("The submission from entry \(index) on doesn't count: \(code)")
        }
        for (index, code) in report.denied.sorted(by: { $0.key < $1.key }) {
            Output.line("Entry \(index) doesn't count: \(code)")
        }
        if !report.redacted.isEmpty {
            Output.line(
                "Redacted, the bodies are gone: \(Seal.named(report.redacted)). The tables that questions read lose them with the "
                    + "next cairn project"
            )
        }
        if !report.notRedacted.isEmpty {
            Output.line(
                "NOT taken away, because the redaction names another type than the body has: \(Seal.named(report.notRedacted)). "
                    + "cairn redact names the right one",
                .bad
            )
        }
        if !report.misnamed.isEmpty {
            Output.line(
                "Looked up by the ids in their bodies, for which the database kept others (entry.event-id): "
                    + Seal.named(report.misnamed),
                .remark
            )
        }
    }

    private static func byIndex(_ codes: [UInt64: String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: codes.map { ("\($0.key)", $0.value) })
    }

    private static func named(_ indexes: [UInt64]) -> String {
        let more = indexes.count > mostNamed ? ["and \(indexes.count - mostNamed) more (--json)"] : []
        return (indexes.prefix(mostNamed).map { "entry \($0)" } + more).joined(separator: ", ")
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
    private let requiresStandby: Bool

    init(_ options: SharedOptions, _ requiresStandby: Bool) throws {
        self.requiresStandby = requiresStandby
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
            snapshotFile: SnapshotFile(snapshotFile),
            requiresStandby: requiresStandby
        )
    }
}
