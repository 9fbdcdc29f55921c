import ArgumentParser
import Cairn
import CairnAudit
import CairnPostgres
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Bring the tables that questions read up to what was sealed.",
        discussion: """
            Projections are computed from sealed entries alone. Where a definition changed, or with --rebuild, everything is computed
            from zero beside the live tables, which are then replaced at once. Interrupted, it goes on where it was.

            Examples: cairn project
                      cairn project --follow
                      cairn project --rebuild
                      cairn project --digest
            """
    )
    @Flag(help: "Go on projecting what is sealed, until stopped.")
    var follow = false
    @Flag(help: "Compute everything from zero, beside the live tables.")
    var rebuild = false
    @Flag(help: "Write the rows and a digest of each projection; the digest doesn't depend on the order of rows.")
    var digest = false
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let position: UInt64
        let newEntries: UInt64
        let wasRebuilt: Bool
        let skipped: [String: String]
    }

    private struct Digest: Encodable {
        let name: String
        let rows: Int64
        let digest: String
    }

    func run() async throws {
        try await Projector.with(options.address, options.origin()) { projector in
            if digest {
                for row in try await projector.digests() {
                    if options.json {
                        try Output.json(Digest(name: row.name, rows: row.rows, digest: row.digest))
                    } else {
                        Output.line("\(row.name)  \(row.rows) rows  \(row.digest)")
                    }
                }
            } else if follow {
                try await goOn(projector)
            } else {
                try await once(projector)
            }
        }
    }

    private func once(_ projector: Projector) async throws {
        let progress = Progress("projecting")
        let report = try await projector.project(rebuild: rebuild) { progress.show($0, $1) }
        progress.end()
        try write(report)
        if !report.skipped.isEmpty { throw ExitCode(3) }
    }

    private func goOn(_ projector: Projector) async throws {
        let service = ProjectingService(projector, rebuild: rebuild) { report in
            // What can't be written can't be told either: the projections stand.
            try? write(report)
        }
        let logger = Logger(label: "cairn") { _ in SwiftLogNoOpLogHandler() }
        try await ServiceGroup(services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
    }

    private func write(_ report: Projector.Report) throws {
        if options.json {
            let skipped = Dictionary(uniqueKeysWithValues: report.skipped.map { ("\($0.key)", $0.value) })
            return try Output.json(
                Answer(
                    position: report.position,
                    newEntries: report.newEntries,
                    wasRebuilt: report.wasRebuilt,
                    skipped: skipped
                )
            )
        }
        let how = report.wasRebuilt ? "computed from zero" : "\(report.newEntries) of them new"
        Output.line("Projected: \(report.position) entries, \(how).")
        for (index, code) in report.skipped.sorted(by: { $0.key < $1.key }) {
            Output.line("Entry \(index) can't be read by the database (\(code)): no answer shows it.", .remark)
        }
    }
}

/// Projects again and again until it is asked to stop.
private struct ProjectingService: Service {
    private let projector: Projector
    private let rebuild: Bool
    private let tell: @Sendable (Projector.Report) -> Void

    init(_ projector: Projector, rebuild: Bool, tell: @escaping @Sendable (Projector.Report) -> Void) {
        self.projector = projector
        self.rebuild = rebuild
        self.tell = tell
    }

    func run() async throws {
        var rebuild = rebuild
        while !Task.isShuttingDownGracefully {
            let report = try await projector.project(rebuild: rebuild)
            rebuild = false
            if report.newEntries > 0 { tell(report) }
            await cancelWhenGracefulShutdown {
                // A pause that is cut short is what shutting down asks for.
                try? await ContinuousClock().sleep(for: .milliseconds(500))
            }
        }
    }
}
