import ArgumentParser
import Cairn

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the sealed ledger as a directory that anyone can verify, without PostgreSQL.",
        discussion: """
            Run it again to go on: full files are not written twice, and the checkpoint comes last.

            Example: cairn export out/ && cairn verify out/ --ledger-key ledger.vkey
            """
    )
    @Argument(help: "The directory.")
    var directory: String
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let progress = Progress("exporting")
        let size = try await Exporter(reader, to: directory).export { progress.show($0, $1) }
        progress.end()
        if options.json { return try Output.json(members: ["directory": .text(directory), "size": .number(size)]) }
        Output.line("Exported \(size) entries to \(directory)")
    }
}
