public import CairnCrypto

/// The Merkle tree of RFC 9162 §2.1, with SHA-256.
public enum MerkleTree {
    /// The hash of a leaf: `SHA-256(0x00 || data)` (RFC 9162 §2.1.1).
    public static func leafHash(_ data: RawSpan) -> Hash {
        var hasher = SHA256()
        return leafHash(data, using: &hasher)
    }

    /// The hash of a leaf: `SHA-256(0x00 || data)` (RFC 9162 §2.1.1).
    public static func leafHash(_ data: [UInt8]) -> Hash {
        unsafe leafHash(data.span.bytes)
    }

    /// The hash of a leaf, by a hash function that the caller keeps: no allocation.
    public static func leafHash(_ data: RawSpan, using hasher: inout SHA256) -> Hash {
        hasher.update(0x00)
        hasher.update(data)
        return hasher.finish()
    }
}
