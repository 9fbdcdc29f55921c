import ArgumentParser
import Cairn
import CairnLog
import CairnPostgres

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what runs, how many entries there are, and how many are sealed.",
        discussion: "Example: cairn status --json"
    )
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let ledger: String
        let entries: UInt64
        let sealed: UInt64
        let unsealed: UInt64
    }

    func run() async throws {
        let origin = try options.origin()
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        let sealed = try await reader.checkpoint()?.checkpoint.size ?? 0
        let size = try await reader.size()
        let answer = Answer(ledger: "\(origin)", entries: size, sealed: sealed, unsealed: size - sealed)
        if options.json { return try Output.json(answer) }
        Output.line(
            "\(answer.ledger): \(answer.entries) entries, \(answer.sealed) under a signed checkpoint, \(answer.unsealed) not yet"
        )
    }
}
