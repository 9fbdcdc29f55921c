public import CairnCrypto
public import CairnLog

/// The tree as it grows, level by level of tiles, and its root: at most 255 hashes a level.
public struct TreeFold: Sendable {
    /// A full tile that the last leaf completed.
    public struct CompletedTile: Sendable {
        /// Where it is.
        public let coordinate: TileCoordinate
        /// Its hashes.
        public let tile: Tile
        /// Its root: a hash of the tile above.
        public let root: Hash
    }

    /// The number of leaves.
    public private(set) var size: UInt64 = 0
    private(set) var levels: [[Hash]] = [[]]

    /// Starts with no leaf.
    public init() {}

    /// Takes up a tree from the hashes at its right edge: for each level of tiles those of the last tile, fewer than
    /// 256.
    ///
    /// - Throws: `LogError` with code `tree.range` where they are not as many as the size has.
    public init(size: UInt64, edge: [[Hash]]) throws(LogError) {
        var rest = size
        for (level, hashes) in edge.enumerated() {
            guard hashes.count == Int(rest % 256) else {
                throw LogError(
                    .range,
                    "level \(level) of a tree of \(size) leaves has \(rest % 256) hashes at its edge"
                )
            }
            rest /= 256
        }
        guard rest == 0 else { throw LogError(.range, "the edge of a tree of \(size) leaves has more levels") }
        self.size = size
        levels = edge.isEmpty ? [[]] : edge
    }

    /// Appends one leaf, and returns the tiles that it completes, lowest first.
    public mutating func append(_ leaf: Hash) -> [CompletedTile] {
        size += 1
        levels[0].append(leaf)
        guard levels[0].count == 256 else { return [] }
        return carry(from: 0, root: nil)
    }

    /// Appends 256 leaves whose root is known, at a multiple of 256.
    public mutating func append(leaves: [Hash], root: Hash) -> [CompletedTile] {
        size += UInt64(leaves.count)
        levels[0] = leaves
        return carry(from: 0, root: root)
    }

    /// The root over all leaves.
    public var root: Hash { root(with: []) }

    /// The root over all leaves and some more, which are not kept.
    public func root(with leaves: some Collection<Hash>) -> Hash {
        var right: Hash? = nil
        for (level, hashes) in levels.enumerated() {
            let all = level == 0 ? hashes + Array(leaves) : hashes
            var range = CompactRange()
            for hash in all { range.append(hash) }
            for left in range.hashes.reversed() { right = right.map { MerkleTree.nodeHash(left, $0) } ?? left }
        }
        return right ?? MerkleTree.emptyRoot
    }

    /// The tiles at the right edge, which are not full.
    public var edge: [(coordinate: TileCoordinate, hashes: [Hash])] {
        levels.enumerated().compactMap { level, hashes in
            guard
                let coordinate = TileCoordinate(
                    level: level,
                    index: size >> UInt64(8 * (level + 1)),
                    width: hashes.count
                )
            else {
                return nil
            }
            return (coordinate, hashes)
        }
    }

    private mutating func carry(from first: Int, root: Hash?) -> [CompletedTile] {
        var completed: [CompletedTile] = []
        var level = first
        while level < levels.count, levels[level].count == 256 {
            let index = size >> UInt64(8 * (level + 1))
            let hashes = levels[level]
            levels[level] = []
            // Sizes below 2^63 have every such tile.
            guard let coordinate = TileCoordinate(level: level, index: index - 1), let tile = try? Tile(hashes: hashes)
            else { break }
            let root = level == 0 ? root ?? tile.root : tile.root
            completed.append(CompletedTile(coordinate: coordinate, tile: tile, root: root))
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(root)
        }
        return completed
    }
}
