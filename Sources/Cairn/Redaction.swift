import CairnLog
public import CairnModel
import CairnVerification

/// Prepares the event by which a body is taken away: a key with the role `redaction` appends it, and the sealer takes the
/// body away with the next checkpoint.
public struct Redaction: Sendable {
    private let reader: LedgerReader

    /// Takes the ledger.
    public init(_ reader: LedgerReader) {
        self.reader = reader
    }

    /// The event that redacts an entry.
    ///
    /// - Parameters:
    ///   - index: The entry, which is sealed.
    ///   - type: The type of its event. Without one it is read from the body; a body that breaks the rules has none.
    ///   - reason: Why; what can't be redacted itself has no room for free text.
    /// - Returns: The event to append.
    /// - Throws: ``CairnError`` with code `entry.none` where nothing is sealed there, or `redaction.refused` where the
    ///   redaction would have no effect or the sealer would not carry it out; `Finding`, or the database's error.
    public func event(
        redacting index: UInt64,
        as type: EventType? = nil,
        reason: ReasonCode
    ) async throws -> RedactionRecorded {
        guard let (checkpoint, _) = try await reader.checkpoint(), index < checkpoint.size,
            let event = try await reader.entries(from: index, below: index + 1).first
        else {
            throw CairnError(.noEntry, "entry \(index) is not under a signed checkpoint: run cairn seal first")
        }
        try await requireRedactable(event.entry)
        guard let bytes = event.body else {
            let earlier = try await reader.redaction(of: index)
            let why = earlier.map { ": entry \($0.index) redacted it" } ?? ""
            throw Redaction.refusal("the body of entry \(index) is not here any more\(why)")
        }
        return try RedactionRecorded(
            index: index,
            bodyHash: event.entry.bodyHash,
            redactedType: try await self.type(of: bytes, at: index, type),
            reason: reason
        )
    }

    /// Fails where no redaction of the entry can have an effect.
    private func requireRedactable(_ entry: Entry) async throws {
        guard entry.index >= UInt64(entry.position) else {
            throw CairnError(.noEntry, "entry \(entry.index) is before the beginning of its submission")
        }
        let start = entry.index - UInt64(entry.position)
        if let code = try await reader.discounted(from: start, below: start + 1)[start] {
            throw Redaction.refusal(
                "the submission of entry \(entry.index) doesn't count (\(code)): cairn discard takes its bodies away"
            )
        }
        guard let note = try await reader.notes(from: start, below: start + 1)[start] else {
            throw CairnError(.noEntry, "the note of the submission with entry \(entry.index) is missing")
        }
        let author = try Submission(parsing: note).statement.author
        guard start > 0, !(try await reader.guardingAuthors().contains(author)) else {
            throw Redaction.refusal(
                "entry \(entry.index) is guarded: what \(author.name) signs decides what counts or what is redacted"
            )
        }
    }

    private func type(of bytes: [UInt8], at index: UInt64, _ wanted: EventType?) async throws -> EventType {
        let denied = try await reader.uninterpreted(from: index, below: index + 1)[index]
        var found: EventType?
        // What breaks the rules has no type that anybody could hold the redaction against.
        if denied != FindingCode.body.rawValue { found = try? Body(checking: bytes).type }
        guard let type = found ?? wanted else {
            throw Redaction.refusal("the body of entry \(index) breaks the rules of bodies, so its type must be named")
        }
        guard wanted == nil || wanted == type else {
            throw Redaction.refusal(
                "entry \(index) is of the type \(type): the redaction names that one, or no body is taken away"
            )
        }
        guard !type.isRegistry else {
            throw Redaction.refusal("entry \(index) has a type of the registry, \(type): no redaction can name it")
        }
        return type
    }

    private static func refusal(_ why: String) -> CairnError { CairnError(.redactionRefused, why) }
}
