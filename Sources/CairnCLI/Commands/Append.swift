import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct Append: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Append events: CloudEvents in JSON, one a line, from a file or standard input.",
        discussion: """
            Lines are sent in batches, each whole or not at all. Events are known by their id: appending the same file again,
            after an error or a crash, records nothing twice. What is there and doesn't count is recorded anew, and told: exit
            code 3. An event of a known type that lacks what its type needs is refused:
            cairn schema TYPE says what that is.

            Examples:
              cairn append events.ndjson --author gateway.hospital-a.example
              generate-events | cairn append - --author gateway.hospital-a.example --json
            """
    )
    @Argument(help: "The file; - for standard input.")
    var file = "-"
    @Option(help: "The author's name.")
    var author: String
    @Flag(help: "Don't write a receipt for each event, only how many there are.")
    var quiet = false
    @Option(help: "Add the receipts to this file, which cairn receipts --check holds the ledger to.")
    var receipts: String?
    @Option(
        help: "How many seconds to wait for the sealer, where it has not looked at the ledger since the server started."
    )
    var wait = 10
    @OptionGroup var options: SharedOptions

    private static let batch = 1_000

    func run() async throws {
        var lines = try EventLines(file)
        let progress = Progress("appending")
        let kept = receipts.map { ReceiptFile($0) }
        var copies = UncountedCopies()
        let count = try await options.withAppender(options.directory.key(author), patience: .seconds(wait)) {
            appender in
            var count = 0
            try await OrderedAppends(appender: appender).run {
                lines.isReady
            } next: {
                try next(&lines)
            } handle: { receipts in
                try kept?.add(receipts)
                try await copies.look(for: receipts, appender)
                for receipt in receipts where !quiet { try write(receipt) }
                count += receipts.count
                progress.show(lines.bytesRead, lines.size)
            }
            return count
        }
        progress.end()
        lines.tellUnknownTypes()
        copies.tell()
        if quiet { try options.json ? Output.json(["events": count]) : Output.line("\(count) events are recorded") }
        if copies.count > 0 { throw ExitCode(3) }
    }

    private func next(_ lines: inout EventLines) throws -> [Body] {
        do { return try lines.next(atMost: Append.batch) } catch {
            throw CairnError(
                error.code,
                "\(error.message). What stands before it is recorded: mend it and append the same again"
            )
        }
    }

    private func write(_ receipt: Receipt) throws {
        guard options.json else { return Output.line("entry \(receipt.index)  \(receipt.eventID)") }
        try Output.json(
            Answer(
                id: "\(receipt.eventID)",
                index: receipt.index,
                recordedAt: "\(receipt.recordedAt)",
                leafHash: "\(receipt.leafHash)"
            )
        )
    }

    private struct Answer: Encodable {
        let id: String
        let index: UInt64
        let recordedAt: String
        let leafHash: String
    }
}
