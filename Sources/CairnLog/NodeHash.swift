public import CairnCrypto

extension MerkleTree {
    /// The hash of an inner node: `SHA-256(0x01 || left || right)` (RFC 9162 §2.1.1).
    public static func nodeHash(_ left: Hash, _ right: Hash) -> Hash {
        var hasher = SHA256()
        return nodeHash(left, right, using: &hasher)
    }

    /// The hash of an inner node, by a hash function that the caller keeps: no allocation.
    public static func nodeHash(_ left: Hash, _ right: Hash, using hasher: inout SHA256) -> Hash {
        hasher.update(0x01)
        hasher.update(left)
        hasher.update(right)
        return hasher.finish()
    }
}
