import ArgumentParser
import Cairn
import CairnAudit
import CairnReport
import Foundation

struct Lineage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a thing came from and what came of it.",
        discussion: """
            Subjects who have since withdrawn, opted out or been erased are marked. More than 20 members of a dataset version are folded into
            one line, and more than 10 things of one kind that lead nowhere else; --json and --format prov fold no such things.

            Examples: cairn lineage model liver-net
                      cairn lineage series 7f3a… --direction down
                      cairn lineage dataset livers@1 --format svg --output livers.svg
            """
    )
    @Argument(help: "subject, study, series, annotation, dataset, model or egress.")
    var kind: String
    @Argument(help: "Its id; a dataset version as id@version.")
    var id: String
    @Option(help: "up, down or both.")
    var direction = "both"
    @Option(help: "How many steps at most.")
    var depth = 20
    @Option(help: "How long to walk at most: 10s, 5m.")
    var budget: TimeBudget?
    @Option(help: "text, dot, svg (by Graphviz) or prov (PROV-JSON).")
    var format = "text"
    @Option(help: "The file to write; standard output, if it isn't given.")
    var output: String?
    @OptionGroup var options: SharedOptions

    private static let kinds = ["subject", "study", "series", "annotation", "dataset", "model", "egress"]

    func validate() throws {
        guard Lineage.kinds.contains(kind) else {
            throw ValidationError("\(kind) is none of \(Lineage.kinds.joined(separator: ", "))")
        }
        guard ["up", "down", "both"].contains(direction) else {
            throw ValidationError("--direction is up, down or both")
        }
        guard ["text", "dot", "svg", "prov"].contains(format) else {
            throw ValidationError("--format is text, dot, svg or prov")
        }
        guard (1...100).contains(depth) else { throw ValidationError("--depth is 1 to 100") }
        guard format != "svg" || output != nil else { throw ValidationError("--format svg needs --output FILE") }
    }

    func run() async throws {
        let directions = LineageTree.Direction.allCases.filter { ["both", $0.rawValue].contains(direction) }
        let tree = try await Auditor.with(options.address, options.origin()) { auditor in
            try await auditor.lineage(
                of: LineageTree.Thing(kind: kind, name: id),
                directions: directions,
                depth: depth,
                validAt: SharedOptions.now(),
                until: .now + (budget?.duration ?? .seconds(30))
            )
        }
        if options.json || format == "prov" {
            for warning in tree.warnings { Output.write("cairn: \(Output.escaped(warning))\n", toError: true) }
        }
        if options.json { return try writeEdges(tree) }
        switch format {
        case "dot": try deliver(LineageReport.dot(tree))
        case "prov": try deliver(ExportFormat.prov.text(try await events(of: tree)))
        case "svg": try draw(tree, to: output ?? "lineage.svg")
        default:
            try deliver(LineageReport.lines(tree, directions: directions).map { Output.escaped($0) + "\n" }.joined())
        }
    }

    private struct Edge: Encodable {
        let sourceKind: String
        let source: String
        let relation: String
        let targetKind: String
        let target: String
        let entry: UInt64?
        let remark: String?
    }

    private func writeEdges(_ tree: LineageTree) throws {
        for edge in tree.edges {
            try Output.json(
                Edge(
                    sourceKind: edge.source.kind,
                    source: edge.source.name,
                    relation: edge.relation,
                    targetKind: edge.target.kind,
                    target: edge.target.name,
                    entry: edge.source.entry ?? edge.target.entry,
                    remark: edge.source.remark ?? edge.target.remark
                )
            )
        }
    }

    /// The events that the connections stand on.
    private func events(of tree: LineageTree) async throws -> [ExportedEvent] {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let indexes = Set(tree.edges.flatMap { [$0.source.entry, $0.target.entry].compactMap(\.self) })
        var events: [ExportedEvent] = []
        for index in indexes.sorted() {
            guard let event = try await reader.entries(from: index, below: index + 1).first else { continue }
            // What was redacted since it was projected is left out.
            if let exported = try ExportedEvent(event, of: options.origin()) { events.append(exported) }
        }
        return events
    }

    private func deliver(_ text: String) throws {
        guard let output else { return Output.write(text) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    }

    private func draw(_ tree: LineageTree, to path: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString).dot")
        try Data(LineageReport.dot(tree).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // What stays is a temporary file.
        try Subprocess.run("dot", ["-Tsvg", file.path, "-o", URL(fileURLWithPath: path).standardizedFileURL.path])
    }
}
