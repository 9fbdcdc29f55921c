import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take away the bodies of a sealed submission that doesn't count: they are nobody's statement.",
        discussion: """
            For the ledger's administrator. Entries and note stay, and everything verifies as before; the bodies can't be brought
            back. What was copied before, exports and backups among it, still holds them.

            Example: cairn log says that the submission with entry 40 doesn't count; cairn discard 40
            """
    )
    @Argument(help: "The index of an entry of the submission.")
    var index: UInt64
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let origin = try options.origin()
        guard index < Limits.numbers else { throw CairnError(.noEntry, "there is no entry \(index)") }
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        guard let entry = try await reader.entries(from: index, below: index + 1).first?.entry else {
            throw CairnError(.noEntry, "there is no entry \(index)")
        }
        let first = index - min(index, UInt64(entry.position))
        let count = try await Discarding.discard(from: first, of: origin, in: options.address)
        if options.json {
            return try Output.json(members: ["firstIndex": .number(first), "discarded": .number(UInt64(count))])
        }
        Output.line(
            count == 0
                ? "The bodies of the submission from entry \(first) on are gone already"
                : "Took away \(count) \(count == 1 ? "body" : "bodies") of the submission from entry \(first) on"
        )
        guard count > 0 else { return }
        Output.line("Copies from before still hold them: export again into each export (cairn export)", .remark)
    }
}
