public import CairnLog
import CairnModel

/// Holds a ledger to receipts: each entry is there, and under the signed checkpoint where that reaches it.
public struct ReceiptCheck: Sendable {
    /// What became of some receipts.
    public struct Report: Sendable {
        /// How many are proven to be under the checkpoint.
        public let sealed: Int
        /// Those whose entries are gone, or are others.
        public let missing: [Receipt]
    }

    private let reader: LedgerReader
    private let ledgerKey: VerifierKey

    /// Prepares a check by the ledger's verifier key.
    public init(_ reader: LedgerReader, ledgerKey: VerifierKey) {
        self.reader = reader
        self.ledgerKey = ledgerKey
    }

    /// Checks receipts; two look-ups each.
    ///
    /// - Throws: `LogError` where the checkpoint is not one that the ledger key has signed, or the database's error.
    public func check(_ receipts: [Receipt]) async throws -> Report {
        var checkpoint: Checkpoint?
        if let note = try await reader.checkpoint()?.note {
            let signed = try SignedNote(parsing: note)
            try signed.verify(ledgerKey)
            checkpoint = try Checkpoint(parsing: signed.text)
        }
        var sealed = 0
        var missing: [Receipt] = []
        for receipt in receipts {
            guard receipt.origin == reader.source.origin else {
                missing.append(receipt)
                continue
            }
            if let checkpoint, checkpoint.size > receipt.index {
                if try await isUnder(checkpoint, receipt) { sealed += 1 } else { missing.append(receipt) }
            } else if try await reader.leafHash(of: receipt.index) != receipt.leafHash {
                missing.append(receipt)
            }
        }
        return Report(sealed: sealed, missing: missing)
    }

    private func isUnder(_ checkpoint: Checkpoint, _ receipt: Receipt) async throws -> Bool {
        let proof = try await reader.inclusionProof(of: receipt.index, size: checkpoint.size)
        // A proof that doesn't hold is the answer.
        return (try? proof.verify(leaf: receipt.leafHash, root: checkpoint.root)) != nil
    }
}
