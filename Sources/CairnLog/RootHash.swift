public import CairnCrypto

extension MerkleTree {
    /// The root of the tree without leaves: the hash of nothing (RFC 9162 §2.1.1).
    public static let emptyRoot = SHA256.hash([])

    /// The root of the tree over the leaves, given by their hashes in order.
    ///
    /// Takes one node hash a leaf and memory for the logarithm of their number.
    public static func root(of leaves: some Sequence<Hash>) -> Hash {
        var range = CompactRange()
        var hasher = SHA256()
        for leaf in leaves { range.append(leaf, using: &hasher) }
        return range.root() ?? emptyRoot
    }
}
