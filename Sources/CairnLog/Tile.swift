public import CairnCrypto

/// The hashes of one tile, 1 to 256 of them.
public struct Tile: Hashable, Sendable {
    /// The hashes from left to right.
    public let hashes: [Hash]

    /// Makes a tile of hashes.
    ///
    /// - Throws: ``LogError`` with code `tile.malformed` unless there are 1 to 256.
    public init(hashes: [Hash]) throws(LogError) {
        guard (1...TileCoordinate.fullWidth).contains(hashes.count) else {
            throw LogError(.tile, "a tile has 1 to 256 hashes, not \(hashes.count)")
        }
        self.hashes = hashes
    }

    /// Reads a tile of a known width.
    ///
    /// - Throws: ``LogError`` with code `tile.malformed` where there are more or fewer bytes.
    public init(parsing bytes: [UInt8], width: Int) throws(LogError) {
        guard (1...TileCoordinate.fullWidth).contains(width), bytes.count == width * Hash.byteCount else {
            throw LogError(.tile, "a tile of width \(width) has \(width * Hash.byteCount) bytes, not \(bytes.count)")
        }
        let span = unsafe bytes.span.bytes
        var hashes: [Hash] = []
        hashes.reserveCapacity(width)
        for first in stride(from: 0, to: bytes.count, by: Hash.byteCount) {
            guard let hash = Hash(span.extracting(first..<(first + Hash.byteCount))) else { continue }
            hashes.append(hash)
        }
        self.hashes = hashes
    }

    /// The tile's bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * Hash.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return bytes
    }

    /// The root of the tree over the tile's hashes; of a full tile, a hash of the tile above.
    public var root: Hash {
        MerkleTree.fold(hashes[...])
    }
}
