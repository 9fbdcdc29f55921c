import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

extension SampleLedger {
    /// The checkpoint of the first entries.
    func checkpoint(_ size: Int? = nil) throws -> Checkpoint {
        let leaves = entries.prefix(size ?? entries.count).map(\.leafHash)
        return Checkpoint(
            origin: try KeyName(SampleLedger.origin),
            size: UInt64(leaves.count),
            root: MerkleTree.root(of: leaves)
        )
    }

    /// The checkpoint, signed by the ledger key.
    func signedCheckpoint(_ size: Int? = nil) throws -> SignedNote {
        try sign(checkpoint(size))
    }

    /// A checkpoint, signed by the ledger key.
    func sign(_ checkpoint: Checkpoint) throws -> SignedNote {
        let key = try Ed25519PrivateKey(seed: Array(repeating: ledger.seed, count: 32))
        return try SignedNote.sign(text: checkpoint.text, name: KeyName(SampleLedger.origin), key: key)
    }

    /// The hash tiles that the entries give.
    func tiles() throws -> [TileCoordinate: Tile] {
        var tree = TreeFold()
        var tiles: [TileCoordinate: Tile] = [:]
        for entry in entries {
            for completed in tree.append(entry.leafHash) { tiles[completed.coordinate] = completed.tile }
        }
        for (coordinate, hashes) in tree.edge { tiles[coordinate] = try Tile(hashes: hashes) }
        return tiles
    }

    /// The ledger as an export.
    func files() throws -> [String: [UInt8]] {
        var files = ["checkpoint": try signedCheckpoint().bytes]
        for (coordinate, tile) in try tiles() { files[coordinate.path] = tile.bytes }
        for first in stride(from: 0, to: entries.count, by: 256) {
            let bundle = entries[first..<min(first + 256, entries.count)]
            let place = TileCoordinate.place(index: UInt64(first / 256), width: bundle.count)
            files["tile/entries/" + place] = bundle.flatMap { behindLength($0.bytes) }
            files["bodies/" + place] = bodies[first...].prefix(bundle.count).flatMap { behindLength($0 ?? []) }
            files["submissions/" + place] = bundle.flatMap { behindLength(notes[$0.index] ?? []) { $0.isEmpty } }
        }
        return files
    }

    /// The evidence for one entry.
    func evidence(_ index: Int) throws -> EventEvidence {
        let entry = entries[index]
        let start = index - Int(entry.position)
        let submission = entries[start...].prefix { $0.noteHash == entry.noteHash }
        return try EventEvidence(
            entry: entry.bytes,
            body: bodies[index],
            note: try #require(notes[UInt64(start)]),
            bodyHashes: submission.map(\.bodyHash),
            checkpoint: signedCheckpoint().bytes,
            tiles: tiles()
        )
    }

    /// What the verifier says of the ledger as an export.
    func verdict(
        remembered: Checkpoint? = nil,
        policy: Policy? = nil,
        cosigned: [UInt8]? = nil,
        withoutBodies: Bool = false,
        limits: LedgerLimits = .format1
    ) async throws -> Verdict {
        let files = try files()
        return try await LedgerVerifier(
            ledgerKey: ledger.key,
            remembered: remembered,
            policy: policy,
            cosigned: cosigned,
            withoutBodies: withoutBodies,
            limits: limits
        )
        .verify(ExportSource(withoutBodies: withoutBodies) { files[$0] })
    }

    private func behindLength(_ bytes: [UInt8], unless isLeftOut: ([UInt8]) -> Bool = { _ in false }) -> [UInt8] {
        isLeftOut(bytes) ? [] : [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }
}
