import CairnCrypto

/// The leaves `begin..<end` as a node of the tree of RFC 9162, and how its hash comes from tiles.
struct Subtree: Hashable {
    let begin: UInt64
    let end: UInt64

    /// The largest power of two below a number greater than 1.
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    /// The complete subtrees that cover the leaves, from left to right, each with its height.
    var complete: [(begin: UInt64, height: Int)] {
        var parts: [(begin: UInt64, height: Int)] = []
        var index = begin
        while index < end {
            let height = CompactRange.height(at: index, below: end)
            parts.append((index, height))
            index += 1 << UInt64(height)
        }
        return parts
    }

    /// The tiles that the hash is computed from, in a tree of a size.
    func tiles(treeSize: UInt64) -> [TileCoordinate] {
        complete.compactMap { Subtree.tile(begin: $0.begin, height: $0.height, treeSize: treeSize) }
    }

    /// The tiles that the hashes of several nodes are computed from, each once, by level and index.
    static func tiles(_ nodes: [Subtree], treeSize: UInt64) -> [TileCoordinate] {
        Set(nodes.flatMap { $0.tiles(treeSize: treeSize) }).sorted { ($0.level, $0.index) < ($1.level, $1.index) }
    }

    /// The hash of the node.
    func hash(from tiles: [TileCoordinate: Tile], treeSize: UInt64) throws(LogError) -> Hash {
        var root: Hash?
        for part in complete.reversed() {
            let hash = try Subtree.hash(begin: part.begin, height: part.height, from: tiles, treeSize: treeSize)
            root = root.map { MerkleTree.nodeHash(hash, $0) } ?? hash
        }
        return root ?? MerkleTree.emptyRoot
    }

    private static func tile(begin: UInt64, height: Int, treeSize: UInt64) -> TileCoordinate? {
        let level = height / TileCoordinate.height
        let first = begin >> UInt64(level * TileCoordinate.height)
        return TileCoordinate(level: level, index: first / UInt64(TileCoordinate.fullWidth), treeSize: treeSize)
    }

    private static func hash(
        begin: UInt64,
        height: Int,
        from tiles: [TileCoordinate: Tile],
        treeSize: UInt64
    ) throws(LogError) -> Hash {
        guard let coordinate = tile(begin: begin, height: height, treeSize: treeSize), let tile = tiles[coordinate]
        else {
            throw LogError(.tile, "a tile that the proof needs is missing")
        }
        let first = Int(begin >> UInt64(coordinate.level * TileCoordinate.height)) % TileCoordinate.fullWidth
        let count = 1 << (height % TileCoordinate.height)
        guard first + count <= tile.hashes.count else { throw LogError(.tile, "\(coordinate.path) is too short") }
        return MerkleTree.fold(tile.hashes[first..<(first + count)])
    }
}

extension MerkleTree {
    /// The root over hashes that may themselves be roots: the shape of RFC 9162 §2.1.1, without hashing leaves anew.
    static func fold(_ hashes: ArraySlice<Hash>) -> Hash {
        var range = CompactRange()
        var hasher = SHA256()
        for hash in hashes { range.append(hash, using: &hasher) }
        return range.root() ?? emptyRoot
    }
}
