import ArgumentParser
import Cairn

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the sealed ledger as a directory that anyone can verify, without PostgreSQL.",
        discussion: """
            Run it again to go on: full files are not written twice, and the checkpoint comes last. With --check, full files
            that are there are compared with the ledger, and mended; that takes as long as a first export.

            Examples:
              cairn export out/ && cairn verify out/ --ledger-key ledger.vkey
              cairn export out/ --check
            """
    )
    @Argument(help: "The directory.")
    var directory: String
    @Flag(help: "Compare every file that is there with the ledger, and write anew what differs.")
    var check = false
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let progress = Progress("exporting")
        let report = try await Exporter(reader, to: directory, isChecking: check).export { progress.show($0, $1) }
        progress.end()
        if options.json {
            return try Output.json(members: [
                "directory": .text(directory), "size": .number(report.size),
                "mended": .number(UInt64(report.mended.count)),
            ])
        }
        Output.line("Exported \(report.size) entries to \(directory)")
        for path in report.mended.prefix(20) { Output.line("mended: \(path) was not what the ledger says", .remark) }
        if report.mended.count > 20 { Output.line("and \(report.mended.count - 20) more", .remark) }
    }
}
