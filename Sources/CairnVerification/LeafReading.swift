import CairnCrypto
import CairnLog

/// Reads leaf hashes of entries that were read before, and holds each against the tree that they made: tile by tile,
/// down from the hashes at the tree's right edge.
struct LeafReading {
    let tree: TreeFold
    private var tiles: [TileCoordinate: Tile] = [:]

    init(tree: TreeFold) {
        self.tree = tree
    }

    /// The leaf hash of an entry below the tree's size.
    ///
    /// Reads at most one tile a level, each once.
    ///
    /// - Throws: ``Finding`` with code `tile.mismatch` where a tile is not what the entries gave; whatever the source
    ///   throws.
    mutating func leaf(_ index: UInt64, from source: some LedgerSource) async throws -> Hash {
        var level = 0
        while index >> UInt64(8 * (level + 1)) != tree.size >> UInt64(8 * (level + 1)) { level += 1 }
        var hash = tree.levels[level][Int(index >> UInt64(8 * level) & 255)]
        while level > 0 {
            level -= 1
            let tile = try await tile(level, index >> UInt64(8 * (level + 1)), root: hash, from: source)
            hash = tile.hashes[Int(index >> UInt64(8 * level) & 255)]
        }
        return hash
    }

    private mutating func tile(
        _ level: Int,
        _ index: UInt64,
        root: Hash,
        from source: some LedgerSource
    ) async throws -> Tile {
        guard let coordinate = TileCoordinate(level: level, index: index, width: TileCoordinate.fullWidth) else {
            throw Finding(.tile, at: 0, "there is no tile \(index) of level \(level)")
        }
        if let tile = tiles[coordinate] { return tile }
        let bytes = try await source.hashes(of: coordinate)
        // What is no tile is not the one that the entries gave.
        guard let tile = try? Tile(parsing: bytes, width: coordinate.width), tile.root == root else {
            let first = index << UInt64(8 * (level + 1))
            throw Finding(.tile, at: first, "\(coordinate.path) is not what the entries give")
        }
        tiles[coordinate] = tile
        return tile
    }
}
