import CairnCrypto
import CairnLog
import CairnModel
public import CairnVerification

/// Makes the proof for one event that travels alone.
public struct EventProofMaker: Sendable {
    private let reader: LedgerReader

    /// Takes the ledger.
    public init(_ reader: LedgerReader) {
        self.reader = reader
    }

    /// The proof for the event at an index, and for the registration of its author's key, under the last checkpoint.
    ///
    /// Takes time in proportion to the events that registered keys, and to the event's submission; no scan of entries.
    /// Where the body is absent, the proof shows who signed when, not what. No proof is made of an entry that isn't the
    /// one that the checkpoint signs.
    ///
    /// - Throws: ``CairnError`` with code `entry.none` where nothing is sealed there yet, `Finding` where the parts don't fit together, or the
    ///   database's error.
    public func proof(of index: UInt64) async throws -> EventProof {
        guard let (_, note) = try await reader.checkpoint() else { throw EventProofMaker.unsealed(index) }
        return try await proof(of: index, under: note)
    }

    /// The same under an earlier checkpoint of the ledger, which is given as the whole note.
    ///
    /// - Throws: As ``proof(of:)``; `LogError` where the note is no checkpoint.
    public func proof(of index: UInt64, under note: [UInt8]) async throws -> EventProof {
        let checkpoint = try Checkpoint(parsing: SignedNote(parsing: note).text)
        guard index < checkpoint.size else { throw EventProofMaker.unsealed(index) }
        let (event, author) = try await evidence(for: index, checkpoint, note)
        let registered = try await reader.registry().registrations[author]?.index ?? 0
        let (registration, _) = try await evidence(for: registered, checkpoint, note)
        return EventProof(event: event, registration: registration)
    }

    private static func unsealed(_ index: UInt64) -> CairnError {
        CairnError(.noEntry, "entry \(index) is not under a signed checkpoint: run cairn seal, or name another entry")
    }

    private func evidence(
        for index: UInt64,
        _ checkpoint: Checkpoint,
        _ signed: [UInt8]
    ) async throws -> (EventEvidence, VerifierKey) {
        let notes = try await reader.notes(from: index, below: index + 1)
        guard let first = notes.keys.filter({ $0 <= index }).max(), let note = notes[first] else {
            throw CairnError(.noEntry, "the note of the submission with entry \(index) is missing")
        }
        let statement = try Submission(parsing: note).statement
        var events: [RecordedEvent] = []
        while events.count < statement.count {
            let next = first + UInt64(events.count)
            let more = try await reader.entries(from: next, below: first + UInt64(statement.count))
            guard !more.isEmpty else { throw CairnError(.noEntry, "entry \(next) is missing") }
            events += more
        }
        guard index - first < UInt64(events.count) else {
            throw CairnError(.noEntry, "entry \(index) is not of the submission before it")
        }
        let event = events[Int(index - first)]
        let evidence = try EventEvidence(
            entry: event.entry.bytes,
            body: event.body,
            note: note,
            bodyHashes: events.map(\.entry.bodyHash),
            checkpoint: signed,
            tiles: try await reader.tiles(InclusionProof.tiles(index: index, size: checkpoint.size))
        )
        let inclusion = InclusionProof(index: index, size: checkpoint.size, path: evidence.proof.path)
        do { try inclusion.verify(leaf: event.entry.leafHash, root: checkpoint.root) } catch {
            throw Finding(
                .root,
                at: index,
                "the database's entry, or the tiles above it, are not what was signed, so no proof was made: cairn verify "
                    + "says what was changed"
            )
        }
        return (evidence, statement.author)
    }
}
