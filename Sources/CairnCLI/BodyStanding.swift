import Cairn
import CairnModel

/// What can be said of an entry's body: it is here, or why it isn't.
struct BodyStanding: Encodable {
    /// Where a body is.
    enum State: String, Encodable {
        case present
        case redacted
        case discarded
        case missing
    }

    let state: State
    /// The entry of the first redaction, where there is one.
    private(set) var redactedBy: UInt64?
    /// When that was recorded.
    private(set) var redactedAt: String?
    private(set) var reason: String?
    /// The type of event that the redaction names.
    private(set) var redactedType: String?
    /// Whether the redaction is under a checkpoint.
    private var isSealed = false

    /// Judges by what the ledger itself says; nothing is verified here.
    ///
    /// - Parameters:
    ///   - event: The entry.
    ///   - rule: Why its submission doesn't count, where it doesn't.
    ///   - redaction: The first redaction of it, with the entry that records it.
    ///   - sealed: The size of the last checkpoint.
    init(
        of event: RecordedEvent,
        discountedBy rule: String?,
        redaction: (entry: Entry, redaction: RedactionRecorded)?,
        sealed: UInt64
    ) {
        if event.body != nil {
            state = .present
        } else if redaction != nil {
            state = .redacted
        } else {
            state = rule == nil ? .missing : .discarded
        }
        guard let redaction else { return }
        redactedBy = redaction.entry.index
        redactedAt = "\(redaction.entry.recordedAt)"
        reason = redaction.redaction.reason.name
        redactedType = redaction.redaction.redactedType.name
        isSealed = redaction.entry.index < sealed
    }

    private enum CodingKeys: String, CodingKey {
        case state, redactedBy, redactedAt, reason, redactedType
    }

    /// The state in words, where there is more to say than that the body is here.
    var sentence: String? {
        let redaction = "by entry \(redactedBy ?? 0), \(redactedAt ?? ""): \(reason ?? "")"
        switch state {
        case .redacted: return "redacted \(redaction)"
        case .discarded: return "discarded: the submission doesn't count"
        case .missing: return "MISSING: no redaction says why; cairn verify says more"
        case .present:
            guard redactedBy != nil else { return nil }
            return isSealed
                ? "redacted \(redaction), but the body is still here: that names the type \(redactedType ?? ""). "
                    + "cairn redact names the right one"
                : "redacted \(redaction); the body goes at the next seal"
        }
    }
}

/// Finds out what became of bodies, and reads the redactions once.
struct BodyStandings {
    private let reader: LedgerReader
    private let sealed: UInt64
    private var redactions: [UInt64: (index: UInt64, redaction: RedactionRecorded)]?

    init(_ reader: LedgerReader, sealed: UInt64) {
        self.reader = reader
        self.sealed = sealed
    }

    /// What can be said of the body of one entry.
    mutating func standing(of event: RecordedEvent, discountedBy rule: String?) async throws -> BodyStanding {
        let first = try await firstRedactions()[event.entry.index]
        var redaction: (Entry, RedactionRecorded)?
        if let first, rule == nil, first.redaction.bodyHash == event.entry.bodyHash,
            let entry = try await reader.entries(from: first.index, below: first.index + 1).first?.entry
        {
            redaction = (entry, first.redaction)
        }
        return BodyStanding(of: event, discountedBy: rule, redaction: redaction, sealed: sealed)
    }

    private mutating func firstRedactions() async throws -> [UInt64: (index: UInt64, redaction: RedactionRecorded)] {
        if let redactions { return redactions }
        var found: [UInt64: (index: UInt64, redaction: RedactionRecorded)] = [:]
        for redaction in try await reader.redactions(from: 0) where found[redaction.redaction.index] == nil {
            found[redaction.redaction.index] = redaction
        }
        redactions = found
        return found
    }
}
