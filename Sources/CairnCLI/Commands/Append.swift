import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import Foundation

struct Append: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Append events: CloudEvents in JSON, one a line, from a file or standard input.",
        discussion: """
            Appending the same file again records nothing twice: events are known by their id.

            Example: cairn append events.ndjson --author gateway.hospital-a.example
            """
    )
    @Argument(help: "The file; - for standard input.")
    var file = "-"
    @Option(help: "The author's name.")
    var author: String
    @OptionGroup var options: SharedOptions

    func run() async throws {
        let bodies = try read()
        let path = options.directory.key(author)
        let appender = try await Appender(
            database: options.address,
            origin: options.origin(),
            author: KeyFile.readVerifierKey(path + ".vkey"),
            key: KeyFile.read(path, passphrase: Passphrase.given())
        )
        let progress = Progress("appending")
        var rest = bodies[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(1_000))
            for receipt in try await appender.append(bodies: batch) {
                if options.json {
                    try Output.json([
                        "id": "\(receipt.eventID)", "index": "\(receipt.index)", "recordedAt": "\(receipt.recordedAt)",
                        "leafHash": "\(receipt.leafHash)",
                    ])
                } else {
                    Output.line("entry \(receipt.index)  \(receipt.eventID)")
                }
            }
            rest = rest.dropFirst(batch.count)
            progress.show(UInt64(bodies.count - rest.count), UInt64(bodies.count))
        }
        progress.end()
        await appender.close()
    }

    /// Every line is checked before the first is sent.
    private func read() throws -> [Body] {
        let data =
            file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
        guard let data else { throw CairnError(.file, "\(file) can't be read") }
        var bodies: [Body] = []
        for (place, line) in [UInt8](data).split(separator: UInt8(ascii: "\n")).enumerated() {
            do { bodies.append(try Body(checking: Array(line))) } catch {
                throw CairnError(.file, "line \(place + 1) is no event: \(error). Nothing was appended")
            }
        }
        return bodies
    }
}
