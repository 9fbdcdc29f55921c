import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres

/// A receipt that is held against a signed checkpoint.
struct SealedReceipt {
    let receipt: Receipt
    let ledger: Int32
    let connection: Connection

    /// Verifies the signature of a checkpoint, where the ledger's key is known, and that the receipt's entry is under it.
    ///
    /// - Throws: ``CairnError`` with code `receipt.mismatch` where the note is no checkpoint that the ledger key has signed,
    ///   `receipt.missing` where the entry is not under it; or the database's error.
    func verify(under note: [UInt8], signedBy key: VerifierKey?) async throws -> Checkpoint {
        let checkpoint: Checkpoint
        do {
            let signed = try SignedNote(parsing: note)
            if let key { try signed.verify(key) }
            checkpoint = try Checkpoint(parsing: signed.text)
            guard checkpoint.origin == receipt.origin.keyName, checkpoint.size > receipt.index else {
                throw LogError(.checkpoint, "it is of another ledger, or of fewer entries")
            }
        } catch let error as LogError {
            throw CairnError(
                .receipt,
                "the database's checkpoint is not one that the ledger key has signed over entry \(receipt.index): \(error.message). "
                    + "Keep the receipt, and verify the ledger (cairn verify)"
            )
        }
        do {
            let proof = try await proof(size: checkpoint.size)
            try proof.verify(leaf: receipt.leafHash, root: checkpoint.root)
        } catch let error as LogError {
            throw CairnError(
                .receiptMissing,
                "entry \(receipt.index), which was acknowledged for event \(receipt.eventID), is not under the signed checkpoint of "
                    + "\(checkpoint.size) entries: it was taken away before it was sealed (\(error.message)). Keep the receipt, and "
                    + "append the event again"
            )
        }
        return checkpoint
    }

    private func proof(size: UInt64) async throws -> InclusionProof {
        var tiles: [TileCoordinate: Tile] = [:]
        for coordinate in InclusionProof.tiles(index: receipt.index, size: size) {
            let first = Int64(coordinate.index) * 256
            let parameters: [Parameter] = [
                .int32(ledger), .int32(Int32(coordinate.level)), .int64(first),
                .int64(first + Int64(coordinate.width)),
            ]
            let rows = try await connection.query(SQL.treeHashes, parameters).rows
            tiles[coordinate] = try Tile(hashes: rows.compactMap { Hash(try $0.bytes(0)) })
        }
        return try InclusionProof(index: receipt.index, size: size, tiles: tiles)
    }
}
