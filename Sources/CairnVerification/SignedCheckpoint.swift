import CairnLog
import CairnModel

/// A checkpoint as it comes from outside, of the form that checkpoints have; the tree was not compared with it yet.
struct SignedCheckpoint: Sendable {
    let origin: Origin
    let checkpoint: Checkpoint
    let note: SignedNote
    let bytes: [UInt8]

    /// Reads a checkpoint; its signature is not verified here.
    ///
    /// - Throws: ``Finding`` with code `checkpoint.malformed`.
    init(_ bytes: [UInt8]) throws(Finding) {
        do {
            let parsed = try LedgerCheckpoint(parsing: bytes)
            origin = parsed.origin
            checkpoint = parsed.checkpoint
            note = parsed.note
        } catch {
            throw Finding(.checkpointMalformed, "the checkpoint doesn't parse: \(error.message)")
        }
        self.bytes = bytes
    }

    /// Reads a checkpoint and verifies the ledger key's signature.
    ///
    /// - Throws: ``Finding`` with code `checkpoint.malformed` or `checkpoint.signature`.
    init(_ bytes: [UInt8], by ledgerKey: VerifierKey) throws(Finding) {
        try self.init(bytes)
        if let finding = signatureFault(by: ledgerKey) { throw finding }
    }

    /// Why the key that was given has not signed the checkpoint: it is named by the origin, and exactly one signature
    /// line has its name and key hash, and is right.
    func signatureFault(by ledgerKey: VerifierKey) -> Finding? {
        guard checkpoint.origin == ledgerKey.name else {
            return Finding(
                .checkpointSignature,
                "the key that was given is another ledger's",
                expected: "\(checkpoint.origin)",
                found: "\(ledgerKey.name)"
            )
        }
        do { try note.verify(ledgerKey) } catch {
            return Finding(.checkpointSignature, "the ledger key has not signed the checkpoint: \(error.message)")
        }
        return nil
    }
}
