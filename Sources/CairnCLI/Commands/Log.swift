import ArgumentParser
import Cairn
import CairnModel

struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List entries, a line each.",
        discussion: "Example: cairn log --from 100 --count 50"
    )
    @Option(help: "The index of the first entry.")
    var from: UInt64 = 0
    @Option(help: "How many entries.")
    var count: UInt64 = 100
    @OptionGroup var options: SharedOptions

    private struct Row: Encodable {
        let index: UInt64
        let recordedAt: String
        let type: String
        let id: String
        let discountedBy: String?
    }

    func run() async throws {
        guard from < Limits.numbers else { throw CairnError(.noEntry, "there is no entry \(from)") }
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        var first = from
        let (end, isTooLarge) = from.addingReportingOverflow(count)
        while let entries = Optional(try await reader.entries(from: first, below: isTooLarge ? .max : end)),
            !entries.isEmpty
        {
            let start = first - min(first, UInt64(Limits.submissionBodies))
            let rules = try await reader.discounted(from: start, below: first + UInt64(entries.count))
            for entry in entries { try write(entry, rules[entry.index - min(entry.index, UInt64(entry.position))]) }
            first += UInt64(entries.count)
        }
    }

    private func write(_ entry: Entry, _ rule: String?) throws {
        // A body that breaks a rule doesn't count, and is listed all the same.
        let body = try? Body(checking: entry.body)
        let row = Row(
            index: entry.index,
            recordedAt: "\(entry.recordedAt)",
            type: body?.type.name ?? "(no event)",
            id: body.map { "\($0.id)" } ?? "",
            discountedBy: rule
        )
        if options.json {
            try Output.json(row)
        } else {
            let remark = rule.map { "  doesn't count: \($0)" } ?? ""
            Output.line("\(row.index)  \(row.recordedAt)  \(row.type)  \(row.id)\(remark)")
        }
    }
}
