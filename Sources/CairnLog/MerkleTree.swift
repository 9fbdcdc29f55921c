/// The Merkle tree of RFC 9162 §2.1.
public enum MerkleTree {}
