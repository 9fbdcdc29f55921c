import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one entry: where it stands, and the exact event.",
        discussion: "Example: cairn show 17"
    )
    @Argument(help: "An index, or an event id.")
    var entry: String
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let index: UInt64
        let recordedAt: String
        let previous: String
        let noteHash: String
        let position: UInt32
        let leafHash: String
        let counts: Bool?
        let discountedBy: String?
        let body: String
    }

    func run() async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        guard let index = try await index(reader),
            let found = try await reader.entries(from: index, below: index + 1).first
        else {
            throw CairnError(.noEntry, "there is no entry \(entry)")
        }
        let first = found.index - min(found.index, UInt64(found.position))
        let rule = try await reader.discounted(from: first, below: first + 1)[first]
        let isSealed = try await reader.checkpoint().map { $0.checkpoint.size > found.index } ?? false
        let answer = Answer(
            index: found.index,
            recordedAt: "\(found.recordedAt)",
            previous: "\(found.previous)",
            noteHash: "\(found.noteHash)",
            position: found.position,
            leafHash: "\(found.leafHash)",
            counts: isSealed ? rule == nil : nil,
            discountedBy: rule,
            body: String(decoding: found.body, as: UTF8.self)
        )
        if options.json { return try Output.json(answer) }
        Output.line("entry        \(answer.index)")
        Output.line("recorded at  \(answer.recordedAt)")
        Output.line("previous     \(answer.previous)")
        Output.line("note hash    \(answer.noteHash), position \(answer.position)")
        Output.line("leaf hash    \(answer.leafHash)")
        if let rule {
            Output.line(
                "counts       no: \(rule). To record it all the same, mend that and append it under a new id",
                .bad
            )
        } else {
            Output.line("counts       \(isSealed ? "yes" : "not known until it is sealed")")
        }
        Output.line("event        \(answer.body)")
    }

    private func index(_ reader: LedgerReader) async throws -> UInt64? {
        if let index = UInt64(entry), index < Limits.numbers { return index }
        return try await reader.index(of: EventID(parsing: Array(entry.utf8)))
    }
}
