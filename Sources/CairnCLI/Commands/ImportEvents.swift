import ArgumentParser
import Cairn
import CairnModel

struct ImportEvents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Record a file of millions of events: CloudEvents in JSON, one a line.",
        discussion: """
            Works like cairn append, with one line at the end instead of a receipt for each event, and goes on where it was
            stopped: how far it came stands in the state directory, and the part of the file that is recorded is passed over if
            it is as it was. Nothing is recorded twice in any case: events are known by their ids.

            Example: cairn import events history.ndjson --author gateway.hospital-a.example
            """
    )
    @Argument(help: "The file.")
    var file: String
    @Option(help: "The author's name.")
    var author: String
    @OptionGroup var options: SharedOptions

    private static let batch = 1_000

    private struct Answer: Encodable {
        let events: Int
        let newEntries: Int
        let passedOver: Int
        let seconds: Double
    }

    func run() async throws {
        guard file != "-" else {
            throw CairnError(
                .file,
                "cairn import events reads a file that it can go on with: for a stream, cairn append -"
            )
        }
        let origin = try options.origin()
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        let before = try await reader.size()
        let begun = ContinuousClock.now
        let (answer, copies) = try await options.withAppender(options.directory.key(author)) { appender in
            try await record(appender, ImportJournal(options.directory, origin, author, file), before, begun)
        }
        copies.tell()
        let passedOver =
            answer.passedOver > 0 ? "; \(answer.passedOver) lines were recorded before and passed over" : ""
        try options.json
            ? Output.json(answer)
            : Output.line(
                "\(answer.events) events are recorded, \(answer.newEntries) of them new, in \(answer.seconds) s"
                    + passedOver
            )
        if copies.count > 0 { throw ExitCode(3) }
    }

    private func record(
        _ appender: Appender,
        _ journal: ImportJournal,
        _ before: UInt64,
        _ begun: ContinuousClock.Instant
    ) async throws -> (Answer, UncountedCopies) {
        var lines = try EventLines(file)
        var copies = UncountedCopies()
        var journal = journal
        let known = try await journal.place(in: appender)
        let passedOver = try lines.goOn(after: known) ? known?.lines ?? 0 : 0
        let progress = Progress("recording")
        var places: [ImportJournal.Place?] = []
        var last: (place: ImportJournal.Place, receipt: Receipt)?
        var events = 0
        var newEntries = 0
        do {
            try await OrderedAppends(appender: appender).run {
                lines.isReady
            } next: {
                let batch = try next(&lines)
                if !batch.isEmpty { places.append(lines.place) }
                return batch
            } handle: { receipts in
                events += receipts.count
                try await copies.look(for: receipts, appender)
                newEntries += receipts.count { $0.index >= before }
                guard let place = places.removeFirst(), let receipt = receipts.last else { return }
                last = (place, receipt)
                try journal.note(place, receipt, must: false)
                progress.show(place.offset, lines.size)
            }
        } catch {
            if let last { try journal.note(last.place, last.receipt, must: true) }
            throw error
        }
        if let last { try journal.note(last.place, last.receipt, must: true) }
        progress.end()
        lines.tellUnknownTypes()
        let milliseconds = (ContinuousClock.now - begun) / .milliseconds(1)
        let answer = Answer(
            events: events,
            newEntries: newEntries,
            passedOver: passedOver,
            seconds: milliseconds.rounded() / 1_000
        )
        return (answer, copies)
    }

    private func next(_ lines: inout EventLines) throws -> [Body] {
        do { return try lines.next(atMost: ImportEvents.batch) } catch {
            throw CairnError(
                error.code,
                "\(error.message). What stands before it is recorded: mend it and import the same file again"
            )
        }
    }
}
