import CairnModel
import CairnReport

extension ExportedEvent {
    /// An event of a hospital's ledger; its id and its times are always the same but for the index.
    static func sample(_ name: String, _ data: String, at index: UInt64) throws -> ExportedEvent {
        let digits = String(index, radix: 16)
        return ExportedEvent(
            origin: "hospital.example/ledger",
            index: index,
            id: "019b76da-a801-7001-8000-" + String(repeating: "0", count: 12 - digits.count) + digits,
            source: "urn:example:gateway",
            type: "cairn.\(name).v1",
            time: "2026-03-01T08:00:00.000000Z",
            recordedAt: "2026-03-01T08:00:01.000000Z",
            data: try JSONValue(parsing: Array(data.utf8))
        )
    }
}
