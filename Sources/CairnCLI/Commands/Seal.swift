import ArgumentParser
import Cairn
import CairnLog
import CairnPostgres

struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify what was appended, extend the tree, and sign a checkpoint.",
        discussion: "Example: cairn seal"
    )
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let size: UInt64
        let newEntries: UInt64
        let discounted: [String: String]
    }

    func run() async throws {
        let directory = options.directory
        let sealer = try await Sealer(
            database: options.address,
            origin: options.origin(),
            key: KeyFile.read(directory.ledgerKey, passphrase: Passphrase.given()),
            stateFile: StateFile(directory.sealed)
        )
        let report = try await sealer.seal()
        await sealer.close()
        if options.json {
            let discounted = Dictionary(uniqueKeysWithValues: report.discounted.map { ("\($0.key)", $0.value) })
            try Output.json(Answer(size: report.size, newEntries: report.newEntries, discounted: discounted))
        } else {
            Output.line("Sealed: \(report.size) entries under a signed checkpoint, \(report.newEntries) of them new.")
            for (index, code) in report.discounted.sorted(by: { $0.key < $1.key }) {
                Output.line("The submission from entry \(index) on doesn't count: \(code)")
            }
        }
        if !report.discounted.isEmpty { throw ExitCode(3) }
    }
}
