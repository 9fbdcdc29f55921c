public import CairnLog

/// Where entries come from: a database, or an export. Nothing of it is trusted.
public protocol LedgerSource: Sendable {
    /// The signed note of the last checkpoint.
    ///
    /// - Throws: ``Finding`` where there is none.
    func checkpoint() async throws -> [UInt8]

    /// The entries from an index, a multiple of 256, below another one. Fewer where fewer are there.
    ///
    /// Called for several ranges at once.
    ///
    /// - Throws: ``Finding`` where evidence is missing or doesn't parse.
    func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk

    /// The bytes of a tile, or `nil` where this source doesn't keep it.
    ///
    /// - Throws: ``Finding`` where it should be kept and is missing.
    func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]?
}
