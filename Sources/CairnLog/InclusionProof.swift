public import CairnCrypto

/// That a leaf is in the tree of a size (RFC 9162 §2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The index of the leaf.
    public let index: UInt64
    /// The number of leaves of the tree.
    public let size: UInt64
    /// The hashes from the leaf's neighbour up to below the root: at most 63.
    public let path: [Hash]

    /// Makes a proof of its parts, unverified.
    public init(index: UInt64, size: UInt64, path: [Hash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Makes the proof from tiles: those that ``tiles(index:size:)`` names.
    ///
    /// Costs at most 2,048 hashes, however large the tree is.
    ///
    /// - Throws: ``LogError`` with code `proof.malformed` where there is no such leaf, `tile.malformed` where a tile is
    ///   missing or short.
    public init(index: UInt64, size: UInt64, tiles: [TileCoordinate: Tile]) throws(LogError) {
        guard index < size, size < 1 << 63 else {
            throw LogError(.proof, "there is no leaf \(index) in a tree of \(size)")
        }
        var path: [Hash] = []
        for node in InclusionProof.nodes(index: index, size: size) {
            path.append(try node.hash(from: tiles, treeSize: size))
        }
        self.init(index: index, size: size, path: path)
    }

    /// The tiles that a proof is made from; empty where there is no such leaf.
    public static func tiles(index: UInt64, size: UInt64) -> [TileCoordinate] {
        guard index < size, size < 1 << 63 else { return [] }
        return Subtree.tiles(nodes(index: index, size: size), treeSize: size)
    }

    /// The root that leaf and path lead to (RFC 9162 §2.1.3.2).
    ///
    /// - Throws: ``LogError`` with code `proof.malformed` where the path is too short or too long.
    public func root(leaf: Hash) throws(LogError) -> Hash {
        guard index < size, size < 1 << 63 else {
            throw LogError(.proof, "there is no leaf \(index) in a tree of \(size)")
        }
        var position = index
        var last = size - 1
        var root = leaf
        var hasher = SHA256()
        for hash in path {
            guard last > 0 else { throw LogError(.proof, "the inclusion proof has hashes left over") }
            if position & 1 == 1 || position == last {
                root = MerkleTree.nodeHash(hash, root, using: &hasher)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                root = MerkleTree.nodeHash(root, hash, using: &hasher)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw LogError(.proof, "the inclusion proof is too short") }
        return root
    }

    /// Fails unless the leaf is at the index of the tree with this root.
    ///
    /// - Throws: ``LogError`` with code `proof.malformed` or `proof.wrong`.
    public func verify(leaf: Hash, root: Hash) throws(LogError) {
        guard try self.root(leaf: leaf) == root else {
            throw LogError(.proofWrong, "the inclusion proof of leaf \(index) leads to another root")
        }
    }

    private static func nodes(index: UInt64, size: UInt64) -> [Subtree] {
        var nodes: [Subtree] = []
        var begin: UInt64 = 0
        var end = size
        while end - begin > 1 {
            let middle = begin + Subtree.split(end - begin)
            if index < middle {
                nodes.append(Subtree(begin: middle, end: end))
                end = middle
            } else {
                nodes.append(Subtree(begin: begin, end: middle))
                begin = middle
            }
        }
        return nodes.reversed()
    }
}
