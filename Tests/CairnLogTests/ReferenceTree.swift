import CairnCrypto
import CairnLog

/// The tree of RFC 9162 §2.1 by its definition: slow, recursive, and sharing nothing with what is tested but the hash
/// of a node.
final class ReferenceTree {
    let leaves: [Hash]
    private var roots: [Range<Int>: Hash] = [:]

    init(count: Int) {
        leaves = (0..<count).map { MerkleTree.leafHash(Array("leaf \($0)".utf8)) }
    }

    /// `MTH(D_n)`, §2.1.1.
    func root(_ range: Range<Int>) -> Hash {
        if range.isEmpty { return SHA256.hash([]) }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let root = roots[range] { return root }
        let middle = range.lowerBound + ReferenceTree.split(range.count)
        let left = root(range.lowerBound..<middle)
        let right = root(middle..<range.upperBound)
        let root = SHA256.hash([1] + left.bytes + right.bytes)
        roots[range] = root
        return root
    }

    func root(size: Int) -> Hash {
        root(0..<size)
    }

    /// `PATH(m, D_n)`, §2.1.3.1.
    func inclusionPath(index: Int, _ range: Range<Int>) -> [Hash] {
        if range.count <= 1 { return [] }
        let middle = range.lowerBound + ReferenceTree.split(range.count)
        let left = range.lowerBound..<middle
        let right = middle..<range.upperBound
        return left.contains(index)
            ? inclusionPath(index: index, left) + [root(right)]
            : inclusionPath(index: index, right) + [root(left)]
    }

    /// `PROOF(m, D_n)`, §2.1.4.1.
    func consistencyPath(from: Int, to: Int) -> [Hash] {
        subproof(from, 0..<to, isWhole: true)
    }

    private func subproof(_ size: Int, _ range: Range<Int>, isWhole: Bool) -> [Hash] {
        if size == range.count { return isWhole ? [] : [root(range)] }
        let split = ReferenceTree.split(range.count)
        let left = range.lowerBound..<(range.lowerBound + split)
        let right = (range.lowerBound + split)..<range.upperBound
        return size <= split
            ? subproof(size, left, isWhole: isWhole) + [root(right)]
            : subproof(size - split, right, isWhole: false) + [root(left)]
    }

    /// The tiles of the tree of a size, from their definition in C2SP tlog-tiles.
    func tiles(size: Int) throws -> [TileCoordinate: Tile] {
        var tiles: [TileCoordinate: Tile] = [:]
        var span = 1
        for level in 0...7 where size / span > 0 {
            let hashes = (0..<(size / span)).map { root(($0 * span)..<(($0 + 1) * span)) }
            for first in stride(from: 0, to: hashes.count, by: 256) {
                let part = Array(hashes[first..<min(first + 256, hashes.count)])
                guard let place = TileCoordinate(level: level, index: UInt64(first / 256), width: part.count) else {
                    continue
                }
                tiles[place] = try Tile(hashes: part)
            }
            span *= 256
        }
        return tiles
    }

    private static func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }
}
