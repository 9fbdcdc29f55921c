public import CairnCrypto

/// The least that must be kept of adjacent leaves to go on hashing: the roots of the largest complete subtrees that
/// cover them.
///
/// A range from leaf 0 has the tree's root. Ranges that begin elsewhere can be hashed side by side and merged, so that
/// several processors share the work. At most 126 hashes are held, whatever the number of leaves.
public struct CompactRange: Sendable, Equatable {
    /// The index of the first leaf.
    public let begin: UInt64
    /// The index after the last leaf.
    public private(set) var end: UInt64
    /// The roots of the subtrees, from left to right.
    public private(set) var hashes: [Hash]

    /// Makes a range without leaves that begins at an index below 2^63.
    ///
    /// From a larger index nothing traps, but such a range can't be appended to another one.
    public init(begin: UInt64 = 0) {
        self.begin = begin
        end = begin
        hashes = []
    }

    /// Takes up the tree of a size from the roots of its complete subtrees, largest first.
    ///
    /// - Throws: ``LogError`` with code `tree.range` unless there is one hash for each bit that is set in `size`, and
    ///   for a size of 2^63 or more.
    public init(size: UInt64, hashes: [Hash]) throws(LogError) {
        guard size < 1 << 63 else { throw LogError(.range, "a tree has less than 2^63 leaves, not \(size)") }
        guard hashes.count == size.nonzeroBitCount else {
            throw LogError(.range, "a tree of \(size) leaves has \(size.nonzeroBitCount) subtrees, not \(hashes.count)")
        }
        begin = 0
        end = size
        self.hashes = hashes
    }

    /// Appends one leaf, given by its hash.
    public mutating func append(_ leaf: Hash) {
        var hasher = SHA256()
        append(leaf, using: &hasher)
    }

    /// Appends one leaf, by a hash function that the caller keeps: no allocation but the array's growth.
    public mutating func append(_ leaf: Hash, using hasher: inout SHA256) {
        append(subtree: leaf, height: 0, using: &hasher)
    }

    /// Appends a range that begins where this one ends.
    ///
    /// - Throws: ``LogError`` with code `tree.range` where it begins elsewhere, or ends beyond 2^63.
    public mutating func append(_ range: CompactRange) throws(LogError) {
        guard range.begin == end, range.begin <= range.end, range.end < 1 << 63 else {
            throw LogError(.range, "a range \(range.begin)..<\(range.end) can't follow one that ends at \(end)")
        }
        var hasher = SHA256()
        var index = range.begin
        for hash in range.hashes {
            let height = CompactRange.height(at: index, below: range.end)
            append(subtree: hash, height: height, using: &hasher)
            index += 1 << UInt64(height)
        }
    }

    /// The root of the tree, or `nil` where the range doesn't begin at leaf 0.
    public func root() -> Hash? {
        guard begin == 0 else { return nil }
        guard var root = hashes.last else { return MerkleTree.emptyRoot }
        var hasher = SHA256()
        for left in hashes.dropLast().reversed() {
            root = MerkleTree.nodeHash(left, root, using: &hasher)
        }
        return root
    }

    /// The height of the largest complete subtree that begins at an index and ends by `end`.
    static func height(at index: UInt64, below end: UInt64) -> Int {
        let room = 63 - (end - index).leadingZeroBitCount
        return index == 0 ? room : min(index.trailingZeroBitCount, room)
    }

    private mutating func append(subtree: Hash, height: Int, using hasher: inout SHA256) {
        var hash = subtree
        var height = height
        var first = end
        end &+= 1 << UInt64(height)
        while first & (1 << UInt64(height)) != 0, first &- begin >= 1 << UInt64(height), let left = hashes.last {
            hash = MerkleTree.nodeHash(left, hash, using: &hasher)
            hashes.removeLast()
            first &-= 1 << UInt64(height)
            height += 1
        }
        hashes.append(hash)
    }
}
