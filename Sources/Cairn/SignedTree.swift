import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification

/// The tree that a checkpoint signs, down to what it has of each 256 entries: whatever leaves the database is held
/// against it first.
///
/// Takes 32 bytes of memory for 256 entries.
struct SignedTree {
    private let reader: LedgerReader
    /// The roots of the full tiles of level 0, and of the rest.
    private let blocks: [Hash]

    /// Reads the tree.
    ///
    /// - Throws: `Finding` with code `tree.root` where the database's tiles don't give the root that was signed, or the
    ///   database's error.
    init(_ reader: LedgerReader, _ checkpoint: Checkpoint) async throws {
        self.reader = reader
        let full = checkpoint.size / 256
        var blocks: [Hash] = []
        for first in stride(from: 0, to: full, by: 256) {
            let width = Int(min(256, full - first))
            guard let coordinate = TileCoordinate(level: 1, index: first / 256, width: width) else { break }
            blocks += try await reader.hashes(coordinate)
        }
        let rest = Int(checkpoint.size % 256)
        if rest > 0, let coordinate = TileCoordinate(level: 0, index: full, width: rest) {
            let hashes = try await reader.hashes(coordinate)
            if hashes.count == rest { blocks.append(try Tile(hashes: hashes).root) }
        }
        self.blocks = blocks
        // A power of two divides a tree where it divides the tree of its blocks.
        var tree = CompactRange()
        for block in blocks { tree.append(block) }
        guard UInt64(blocks.count) == full + (rest > 0 ? 1 : 0), tree.root() == checkpoint.root else {
            throw Finding(
                .root,
                "the tiles and leaf hashes of the database are not those that the checkpoint of \(checkpoint.size) entries "
                    + "signs, so nothing was written: cairn verify says what was changed"
            )
        }
    }

    /// Fails unless these are the signed entries of one bundle, all of them.
    ///
    /// - Throws: `Finding` with code `entry.leaf-hash` at the first that isn't, or the database's error.
    func require(_ entries: [Entry], _ bundle: UInt64) async throws {
        let hashes = entries.map(\.leafHash)
        guard bundle < UInt64(blocks.count), !hashes.isEmpty, try Tile(hashes: hashes).root != blocks[Int(bundle)]
        else {
            return
        }
        var stored: [Hash] = []
        if let coordinate = TileCoordinate(level: 0, index: bundle, width: entries.count) {
            stored = try await reader.hashes(coordinate)
        }
        let place = zip(hashes, stored).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
        throw Finding(
            .leafHash,
            at: bundle * 256 + UInt64(place),
            "the database's entry is not the one that was signed, so nothing was written: cairn verify says more"
        )
    }

    /// A tile of the signed tree.
    ///
    /// - Throws: `Finding` with code `tile.mismatch` where the leaf hashes of the database are others, or the database's
    ///   error.
    func tile(_ coordinate: TileCoordinate) async throws -> Tile {
        guard coordinate.level == 0 else {
            return try Tile(hashes: hashes(coordinate.level, coordinate.index, coordinate.width))
        }
        let tile = try Tile(hashes: await reader.hashes(coordinate))
        guard coordinate.index < UInt64(blocks.count), tile.root == blocks[Int(coordinate.index)] else {
            throw Finding(
                .tile,
                at: coordinate.index * 256,
                "\(coordinate.path): the leaf hashes of the database are not those that were signed; nothing was written"
            )
        }
        return tile
    }

    private func hashes(_ level: Int, _ index: UInt64, _ width: Int) throws -> [Hash] {
        let first = Int(index) * 256
        guard level > 1 else { return Array(blocks[first..<first + width]) }
        return try (0..<width).map { try Tile(hashes: hashes(level - 1, UInt64(first + $0), 256)).root }
    }
}
