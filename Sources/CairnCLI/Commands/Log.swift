import ArgumentParser
import Cairn
import CairnLog
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
        let absent: BodyStanding?
    }

    func run() async throws {
        guard from < Limits.numbers else { throw CairnError(.noEntry, "there is no entry \(from)") }
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        var standings = BodyStandings(reader, sealed: try await reader.checkpoint()?.checkpoint.size ?? 0)
        var first = from
        let (end, isTooLarge) = from.addingReportingOverflow(count)
        while let events = Optional(try await reader.entries(from: first, below: isTooLarge ? .max : end)),
            !events.isEmpty
        {
            let rules = try await EntryRules(from: first, below: first + UInt64(events.count), reader)
            for event in events {
                let absent =
                    event.body == nil
                    ? try await standings.standing(of: event, discountedBy: rules.submissionRule(of: event.entry)) : nil
                try write(event, rules.rule(of: event.entry), absent)
            }
            first += UInt64(events.count)
        }
    }

    private func write(_ event: RecordedEvent, _ rule: String?, _ absent: BodyStanding?) throws {
        // A body that breaks a rule doesn't count, and is listed all the same.
        let body = event.body.flatMap { try? Body(checking: $0) }
        let row = Row(
            index: event.entry.index,
            recordedAt: "\(event.entry.recordedAt)",
            type: body?.type.name ?? "(no event)",
            id: body.map { "\($0.id)" } ?? "",
            discountedBy: rule,
            absent: absent
        )
        if options.json { return try Output.json(row) }
        let what = absent?.sentence.map { "(\($0))" } ?? "\(row.type)  \(row.id)"
        let remark = rule.map { "  doesn't count: \($0)" } ?? ""
        Output.line("\(row.index)  \(row.recordedAt)  \(what)\(remark)")
    }
}
