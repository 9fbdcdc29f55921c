import ArgumentParser
import Cairn

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the sealed ledger as a directory that anyone can verify, without PostgreSQL.",
        discussion: """
            Run it again to go on: full files are not written twice, and the checkpoint comes last. With --check, full files
            that are there are compared with the ledger, and corrected; that takes as long as a first export. Bodies that were
            redacted or discarded since the last run are taken out of the files that hold them.

            With --without-bodies, all bodies are withheld but those that decide what counts and what is redacted: for readers who
            may know who submitted when, and not what. They verify it with cairn verify --without-bodies.

            Examples:
              cairn export out/ && cairn verify out/ --ledger-key ledger.vkey
              cairn export out/ --check
              cairn export public/ --without-bodies && cairn verify public/ --without-bodies --ledger-key ledger.vkey
            """
    )
    @Argument(help: "The directory.")
    var directory: String
    @Flag(help: "Compare every file that is there with the ledger, and write again what differs.")
    var check = false
    @Flag(help: "Withhold all bodies but those that decide what counts and what is redacted.")
    var withoutBodies = false
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let progress = Progress("exporting")
        let report = try await Exporter(
            reader,
            to: directory,
            isChecking: check,
            withoutBodies: withoutBodies,
            ledgerKey: options.directory.hasLedgerKey ? options.directory.ledgerKey.verifierKey() : nil
        ).export { progress.show($0, $1) }
        progress.end()
        if options.json {
            return try Output.json(members: [
                "directory": .text(directory), "size": .number(report.size),
                "mended": .number(UInt64(report.mended.count)),
                "rewritten": .number(UInt64(report.rewritten.count)), "withoutBodies": .flag(withoutBodies),
            ])
        }
        Output.line("Exported \(report.size) entries to \(directory)\(withoutBodies ? ", without bodies" : "")")
        write(report.mended) { "corrected: \($0) was not what the ledger says" }
        write(report.rewritten) {
            "rewritten: \($0): bodies were redacted, discarded or withheld since, or are not withheld any more"
        }
    }

    private func write(_ paths: [String], _ line: (String) -> String) {
        for path in paths.prefix(20) { Output.line(line(path), .remark) }
        if paths.count > 20 { Output.line("and \(paths.count - 20) more", .remark) }
    }
}
