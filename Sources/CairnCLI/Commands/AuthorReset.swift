import ArgumentParser
import Cairn
import CairnLog
import CairnModel
import Foundation

struct AuthorReset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Let an author go on whose ledger lost what it had promised (receipt.missing).",
        discussion: """
            What was promised and is missing is written to a file, a line each, and nothing else is forgotten. Then the author appends
            again, from the ledger's head: first the events that were lost. Where the entries can be brought back (cairn restore
            EXPORT), do that instead: the author goes on by itself.

            Example: cairn author reset gateway.hospital-a.example --lost lost.jsonl
            """
    )
    @Argument(help: "The author's name.")
    var author: String
    @Option(help: "Where to write what is lost; the file must not be there.")
    var lost: String
    @OptionGroup var options: SharedOptions

    private struct Lost: Encodable {
        let author: String
        let firstIndex: UInt64
        let lastIndex: UInt64
        let recordedAt: String
        let leafHash: String
    }

    func run() async throws {
        let key = try options.directory.key(author)
        let verifierKey = try key.verifierKey()
        guard let file = options.directory.authorFile(of: key) else {
            throw CairnError(.file, "there is no state of \(author) here: its key is elsewhere")
        }
        let reset = Cairn.AuthorReset(file, of: verifierKey, to: try options.origin(), in: options.address)
        let missing = try await reset.missing()
        guard !missing.isEmpty else {
            return Output.line(
                "Nothing is missing: the ledger has all that \(author) was promised. Nothing was changed"
            )
        }
        try write(missing, of: verifierKey)
        try reset.forget(missing)
        let count = missing.reduce(0) { $0 + $1.count }
        if options.json { return try Output.json(members: ["lost": .number(count), "file": .text(lost)]) }
        Output.line(
            "\(count) entries that were promised are gone; what is known of them is in \(lost). Append those events again.",
            .remark
        )
    }

    private func write(_ missing: [Promise], of author: VerifierKey) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes: [UInt8] = []
        for promise in missing {
            let line = Lost(
                author: "\(author)",
                firstIndex: promise.firstIndex,
                lastIndex: promise.lastIndex,
                recordedAt: "\(promise.recordedAt)",
                leafHash: "\(promise.leafHash)"
            )
            bytes += Array(try encoder.encode(line)) + [UInt8(ascii: "\n")]
        }
        try ReceiptFile(lost).create(bytes)
    }
}
