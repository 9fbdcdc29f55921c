import ArgumentParser
import Cairn
import CairnLog
import CairnModel

struct Redact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take away the bodies of entries that hold what must not be there, such as a name in a note.",
        discussion: """
            The key of --author has the role redaction. The next seal takes the bodies away; they can't be brought back. Entries,
            signatures and proofs stay, and so does the hash of each body. The tables that questions read lose the rows with the
            next cairn project. What was copied before, exports and backups among it, still holds the bodies; and whoever appends
            the same events another time brings them back.

            What a patient asks to be erased is sealed under a key of their own, and needs no redaction.

            Examples:
              cairn redact 17 --reason name-in-note --author redactor.hospital-a.example && cairn seal
              cairn redact 17 18 40 --reason name-in-note --author redactor.hospital-a.example
            """
    )
    @Argument(help: "The indexes of the entries, which are sealed.")
    var indexes: [UInt64]
    @Option(help: "Why, as a code of a-z, 0-9 and -, such as name-in-note: it can't be redacted itself.")
    var reason: String
    @Option(help: "The author whose key has the role redaction.")
    var author: String
    @Option(help: "The type of the events, where their bodies break the rules, so that it can't be read from them.")
    var type: String?
    @OptionGroup var options: SharedOptions

    private static let batch = 1_000

    private struct Answer: Encodable {
        let index: UInt64
        let redactedBy: UInt64
        let type: String
        let bodyHash: String
        let reason: String
    }

    func validate() throws {
        do { _ = try ReasonCode(reason) } catch { throw ValidationError("--reason: \(error.message)") }
        guard Set(indexes).count == indexes.count else { throw ValidationError("an index is given twice") }
    }

    func run() async throws {
        let file = try options.directory.key(author)
        let events = try await events(by: file.verifierKey())
        var redactions: [UInt64] = []
        for start in stride(from: 0, to: events.count, by: Redact.batch) {
            let batch = Array(events[start...].prefix(Redact.batch))
            redactions += try await options.withAppender(file) {
                try await $0.append(contentsOf: batch, source: "urn:cairn:cli", time: SharedOptions.now())
            }.map(\.index)
        }
        for (event, entry) in zip(events, redactions) {
            if options.json {
                try Output.json(
                    Answer(
                        index: event.index,
                        redactedBy: entry,
                        type: event.redactedType.name,
                        bodyHash: "\(event.bodyHash)",
                        reason: event.reason.name
                    )
                )
            } else {
                Output.line("Entry \(entry) redacts entry \(event.index), \(event.redactedType): \(event.reason)")
            }
        }
        guard !options.json else { return }
        Output.line(
            events.count == 1
                ? "The next seal takes the body away (cairn seal); it can't be brought back."
                : "The next seal takes the \(events.count) bodies away (cairn seal); they can't be brought back."
        )
        Output.line(
            "The entries, signatures and proofs stay, and so does the hash of each body. The tables that questions read lose the "
                + "rows with the next cairn project."
        )
        Output.line(
            "The ids of the events are free again: whoever appends the same events another time brings their bodies back. Correct "
                + "them where they came from.",
            .remark
        )
        Output.line(
            "Copies from before still hold what was there: export again into each export (cairn export), and delete backups, dumps and "
                + "archived WAL when their time is over.",
            .remark
        )
    }

    /// The events that redact, or why one of them would have no effect: then none is appended.
    private func events(by key: VerifierKey) async throws -> [RedactionRecorded] {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        guard try await reader.registry().roles(of: key).contains(where: { $0.allows(Role.redaction.name) }) else {
            throw CairnError(
                .role,
                "\(key.name) may not redact: its key hasn't the role redaction. "
                    + "cairn key register NAME --role redaction gives it to a key that has no other role"
            )
        }
        let redaction = Redaction(reader)
        let reason = try ReasonCode(reason)
        var events: [RedactionRecorded] = []
        for index in indexes {
            guard index < Limits.numbers else { throw CairnError(.noEntry, "there is no entry \(index)") }
            let event = try await redaction.event(redacting: index, as: type.map { EventType($0) }, reason: reason)
            if let earlier = try await reader.redaction(of: index), earlier.redaction.redactedType == event.redactedType
            {
                throw CairnError(
                    .redactionRefused,
                    "entry \(earlier.index) redacts entry \(index) already: the next seal takes the body away (cairn seal)"
                )
            }
            events.append(event)
        }
        return events
    }
}
