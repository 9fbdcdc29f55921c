public import CairnCrypto

/// That the tree of one size is the beginning of the tree of a larger one (RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// The size of the earlier tree, at least 1.
    public let from: UInt64
    /// The size of the later tree.
    public let to: UInt64
    /// The hashes of the proof: at most 64, none where the sizes are the same.
    public let path: [Hash]

    /// Makes a proof of its parts, unverified.
    public init(from: UInt64, to: UInt64, path: [Hash]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Makes the proof from tiles: those that ``tiles(from:to:)`` names.
    ///
    /// - Throws: ``LogError`` with code `proof.malformed` where the sizes can't be, `tile.malformed` where a tile is
    ///   missing or short.
    public init(from: UInt64, to: UInt64, tiles: [TileCoordinate: Tile]) throws(LogError) {
        try ConsistencyProof.check(from: from, to: to)
        var path: [Hash] = []
        for node in ConsistencyProof.nodes(from: from, to: to) {
            path.append(try node.hash(from: tiles, treeSize: to))
        }
        self.init(from: from, to: to, path: path)
    }

    /// The tiles that a proof is made from; empty where the sizes can't be.
    public static func tiles(from: UInt64, to: UInt64) -> [TileCoordinate] {
        guard from > 0, from <= to, to < 1 << 63 else { return [] }
        return Subtree.tiles(nodes(from: from, to: to), treeSize: to)
    }

    /// Fails unless both roots are of trees of which one continues the other (RFC 9162 §2.1.4.2).
    ///
    /// - Throws: ``LogError`` with code `proof.malformed` or `proof.wrong`.
    public func verify(oldRoot: Hash, newRoot: Hash) throws(LogError) {
        try ConsistencyProof.check(from: from, to: to)
        if from == to {
            guard path.isEmpty else { throw LogError(.proof, "the consistency proof has hashes left over") }
            guard oldRoot == newRoot else { throw LogError(.proofWrong, "two roots are claimed for size \(to)") }
            return
        }
        var hashes = path[...]
        if from.nonzeroBitCount == 1 { hashes = [oldRoot] + hashes }
        guard let first = hashes.popFirst() else { throw LogError(.proof, "the consistency proof is too short") }
        var position = from - 1
        var last = to - 1
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var old = first
        var new = first
        var hasher = SHA256()
        for hash in hashes {
            guard last > 0 else { throw LogError(.proof, "the consistency proof has hashes left over") }
            if position & 1 == 1 || position == last {
                old = MerkleTree.nodeHash(hash, old, using: &hasher)
                new = MerkleTree.nodeHash(hash, new, using: &hasher)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleTree.nodeHash(new, hash, using: &hasher)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw LogError(.proof, "the consistency proof is too short") }
        guard old == oldRoot, new == newRoot else {
            throw LogError(.proofWrong, "the consistency proof from \(from) to \(to) leads to other roots")
        }
    }

    private static func check(from: UInt64, to: UInt64) throws(LogError) {
        guard from > 0, from <= to, to < 1 << 63 else {
            throw LogError(.proof, "there is no consistency proof from size \(from) to size \(to)")
        }
    }

    private static func nodes(from: UInt64, to: UInt64) -> [Subtree] {
        var nodes: [Subtree] = []
        var begin: UInt64 = 0
        var end = to
        while end != from {
            let middle = begin + Subtree.split(end - begin)
            if from <= middle {
                nodes.append(Subtree(begin: middle, end: end))
                end = middle
            } else {
                nodes.append(Subtree(begin: begin, end: middle))
                begin = middle
            }
        }
        if begin != 0 { nodes.append(Subtree(begin: begin, end: end)) }
        return nodes.reversed()
    }
}
