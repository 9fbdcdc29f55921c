import ArgumentParser
import Cairn
import CairnAudit
import CairnModel
import CairnReport
import Foundation

struct Translate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say events again in the standards that other tools speak.",
        discussion: """
            cloudevents, fhir (R4: Consent, AuditEvent, Provenance), prov (PROV-JSON), openlineage, dicom-audit (PS3.15 A.5) and ro-crate.
            Sealed events that count, as far as cairn project has brought them in; what a standard can't say is left out.
            Events that are redacted have no body: how many there are is said on standard error, and in the export where it can say so.

            Examples: cairn translate --to fhir --output bundle.json
                      cairn translate --to prov --from 100 --count 1000
            """
    )
    @Option(help: "The standard.")
    var to: String
    @Option(help: "The index of the first entry.")
    var from: UInt64 = 0
    @Option(help: "How many entries to look at, at most 1000000.")
    var count: UInt64 = 10_000
    @Option(help: "The file to write; standard output, if it isn't given.")
    var output: String?
    @OptionGroup var options: SharedOptions

    func validate() throws {
        guard ExportFormat(rawValue: to) != nil else {
            throw ValidationError("--to is one of \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard (1...1_000_000).contains(count), from < Limits.numbers else {
            throw ValidationError("--count is 1 to 1000000")
        }
    }

    func run() async throws {
        guard let format = ExportFormat(rawValue: to) else { return }
        let (events, redacted) = try await events()
        let text = format.text(events, redacted: redacted)
        if let note = format.note(on: redacted) { Output.write("cairn: \(Output.escaped(note))\n", toError: true) }
        guard let output else { return Output.write(text) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    }

    private func events() async throws -> ([ExportedEvent], [RedactedEntry]) {
        let origin = try options.origin()
        let (counted, redacted) = try await Auditor.with(options.address, origin) { auditor in
            let end = min(from + count, Limits.numbers - 1)
            return (
                try await auditor.countedEntries(from: from, below: end),
                try await auditor.redactedEntries(from: from, below: end)
            )
        }
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        var events: [ExportedEvent] = []
        var next = from
        while next < min(from + count, Limits.numbers - 1) {
            let entries = try await reader.entries(from: next, below: min(from + count, Limits.numbers - 1))
            guard let last = entries.last else { break }
            for event in entries where counted.contains(event.entry.index) {
                if let exported = try ExportedEvent(event, of: origin) { events.append(exported) }
            }
            next = last.entry.index + 1
        }
        return (events, redacted)
    }
}

extension ExportedEvent {
    /// The event of an entry; nothing where the body is not here any more.
    init?(_ event: RecordedEvent, of origin: Origin) throws {
        guard let bytes = event.body else { return nil }
        let (entry, body) = (event.entry, try Body(checking: bytes))
        self.init(
            origin: "\(origin)",
            index: entry.index,
            id: "\(body.id)",
            source: body.source,
            type: body.type.name,
            time: "\(body.time)",
            recordedAt: "\(entry.recordedAt)",
            data: body.data
        )
    }
}
