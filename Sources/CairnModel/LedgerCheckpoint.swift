public import CairnLog

/// A checkpoint that is of the form that checkpoints of ledgers have; no signature was verified.
public struct LedgerCheckpoint: Sendable, Hashable {
    /// The ledger.
    public let origin: Origin
    /// Origin, size and root.
    public let checkpoint: Checkpoint
    /// The note with its signature lines.
    public let note: SignedNote

    /// Reads a signed note: a checkpoint without extension lines, of a ledger whose name is allowed, of 2 entries or
    /// more.
    ///
    /// - Throws: `LogError` with code `note.malformed`, `note.too-large` or `checkpoint.text`.
    public init(parsing bytes: [UInt8]) throws(LogError) {
        note = try SignedNote(parsing: bytes)
        checkpoint = try Checkpoint(parsing: note.text)
        do { origin = try Origin(bytes: checkpoint.origin.bytes) } catch {
            throw LogError(.checkpoint, "the checkpoint names no ledger that Cairn allows: \(error.message)")
        }
        guard checkpoint.size >= Limits.checkpointSize else {
            throw LogError(.checkpoint, "a checkpoint is of \(Limits.checkpointSize) entries or more: submission 0")
        }
    }
}
