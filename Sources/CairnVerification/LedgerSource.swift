public import CairnLog

/// Where entries come from: a database, or an export.
///
/// Nothing of it is trusted.
public protocol LedgerSource: Sendable {
    /// The signed note of the last checkpoint.
    ///
    /// - Throws: ``Finding`` where there is none.
    func checkpoint() async throws -> [UInt8]

    /// The entries from an index below another one, which is a multiple of 256 or the checkpoint's size. Fewer where fewer are there.
    ///
    /// Called for several ranges at once.
    ///
    /// - Throws: ``Finding`` where evidence is missing or doesn't parse.
    func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk

    /// The same entries without their bodies and notes, which are not looked at: after an entry of a higher version.
    ///
    /// - Throws: ``Finding`` where evidence is missing or doesn't parse.
    func entries(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk

    /// The hashes of a full tile, however the source keeps them.
    ///
    /// - Throws: ``Finding`` where they are missing.
    func hashes(of coordinate: TileCoordinate) async throws -> [UInt8]

    /// The bytes of a tile, or `nil` where this source doesn't keep it.
    ///
    /// - Throws: ``Finding`` where it should be kept and is missing.
    func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]?

    /// What the source says of entries beside them, in a range of indexes: lists that the sealer wrote.
    ///
    /// Called once for each range that ``chunk(from:below:)`` is called for. By default there are none.
    ///
    /// - Throws: What keeps the source from being read.
    func caches(from first: UInt64, below end: UInt64) async throws -> LedgerCaches
}

extension LedgerSource {
    /// What ``chunk(from:below:)`` gives.
    ///
    /// - Throws: As that.
    public func entries(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        try await chunk(from: first, below: end)
    }

    /// What ``tile(_:)`` gives.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file` where the source doesn't keep the tile.
    public func hashes(of coordinate: TileCoordinate) async throws -> [UInt8] {
        guard let bytes = try await tile(coordinate) else {
            throw Finding(.exportMissing, row: .tile, "\(coordinate.path) is missing")
        }
        return bytes
    }

    /// No lists: an export has none.
    ///
    /// - Throws: Nothing.
    public func caches(from first: UInt64, below end: UInt64) async throws -> LedgerCaches { LedgerCaches() }
}
