import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one entry: its fields, and the exact event, or why that is not here.",
        discussion: "Example: cairn show 17"
    )
    @Argument(help: "An index, or an event id.")
    var entry: String
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let version: UInt8
        let index: UInt64
        let recordedAt: String
        let previous: String
        let noteHash: String
        let position: UInt32
        let bodyHash: String
        let leafHash: String
        let counts: Bool?
        let discountedBy: String?
        let body: String?
        let standing: BodyStanding
    }

    func run() async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        guard let index = try await index(reader),
            let event = try await reader.entries(from: index, below: index + 1).first
        else {
            throw CairnError(.noEntry, "there is no entry \(entry)")
        }
        let found = event.entry
        let sealed = try await reader.checkpoint()?.checkpoint.size ?? 0
        let rules = try await EntryRules(from: found.index, below: found.index + 1, reader)
        let rule = rules.rule(of: found)
        var standings = BodyStandings(reader, sealed: sealed)
        let answer = Answer(
            version: Entry.version,
            index: found.index,
            recordedAt: "\(found.recordedAt)",
            previous: "\(found.previous)",
            noteHash: "\(found.noteHash)",
            position: found.position,
            bodyHash: "\(found.bodyHash)",
            leafHash: "\(found.leafHash)",
            counts: sealed > found.index ? rule == nil : nil,
            discountedBy: rule,
            body: event.body.map { String(decoding: $0, as: UTF8.self) },
            standing: try await standings.standing(of: event, discountedBy: rules.submissionRule(of: found))
        )
        if options.json { try Output.json(answer) } else { write(answer) }
    }

    private func write(_ answer: Answer) {
        Output.line("entry        \(answer.index), version \(answer.version)")
        Output.line("recorded at  \(answer.recordedAt)")
        Output.line("previous     \(answer.previous)")
        Output.line("note hash    \(answer.noteHash), position \(answer.position)")
        Output.line("body hash    \(answer.bodyHash)")
        Output.line("leaf hash    \(answer.leafHash)")
        if let rule = answer.discountedBy {
            Output.line(
                "counts       no: \(rule). To record it all the same, correct that and append it again",
                .bad
            )
        } else {
            Output.line("counts       \(answer.counts == nil ? "not known until it is sealed" : "yes")")
        }
        if let sentence = answer.standing.sentence {
            Output.line("body         \(sentence)", answer.standing.state == .missing ? .bad : .remark)
        }
        if let body = answer.body { Output.line("event        \(body)") }
    }

    private func index(_ reader: LedgerReader) async throws -> UInt64? {
        if let index = UInt64(entry), index < Limits.numbers { return index }
        return try await reader.index(of: EventID(parsing: Array(entry.utf8)))
    }
}
