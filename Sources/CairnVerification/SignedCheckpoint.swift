import CairnLog

/// A checkpoint as it comes from outside: a signed note.
enum SignedCheckpoint {
    /// Reads a checkpoint and verifies the ledger key's signature.
    static func verify(_ bytes: [UInt8], by ledgerKey: VerifierKey) throws(Finding) -> Checkpoint {
        let note: SignedNote
        let checkpoint: Checkpoint
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
        do { try note.verify(ledgerKey) } catch {
            throw Finding(.checkpointSignature, "the ledger key has not signed the checkpoint: \(error.message)")
        }
        return checkpoint
    }
}
