import CairnLog
import CairnModel

/// A checkpoint as it comes from outside, signed by the ledger key; the tree was not compared with it yet.
struct SignedCheckpoint: Sendable {
    let origin: Origin
    let checkpoint: Checkpoint
    let note: SignedNote
    let bytes: [UInt8]

    /// Reads a checkpoint and verifies the ledger key's signature.
    ///
    /// - Throws: ``Finding`` with code `checkpoint.malformed` or `checkpoint.signature`.
    init(_ bytes: [UInt8], by ledgerKey: VerifierKey) throws(Finding) {
        do {
            note = try SignedNote(parsing: bytes)
            checkpoint = try Checkpoint(parsing: note.text)
        } catch {
            throw Finding(.checkpointMalformed, "the checkpoint doesn't parse: \(error.message)")
        }
        guard checkpoint.origin == ledgerKey.name else {
            throw Finding(
                .checkpointMalformed,
                "the checkpoint is of another ledger",
                expected: "\(ledgerKey.name)",
                found: "\(checkpoint.origin)"
            )
        }
        do { origin = try Origin(bytes: checkpoint.origin.bytes) } catch {
            throw Finding(.checkpointMalformed, "the checkpoint names no ledger that Cairn allows")
        }
        do { try note.verify(ledgerKey) } catch {
            throw Finding(.checkpointSignature, "the ledger key has not signed the checkpoint: \(error.message)")
        }
        self.bytes = bytes
    }
}
