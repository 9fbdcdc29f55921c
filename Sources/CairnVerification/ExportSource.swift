public import CairnLog

/// An export in the layout of C2SP tlog-tiles with the notes of submissions, read through a function that the caller
/// gives.
public struct ExportSource: LedgerSource {
    /// The most bytes of one file.
    public static let largestFile = 64 * 1_048_576

    private let read: @Sendable (String) async throws -> [UInt8]?

    /// Takes the function that reads a file by its path inside the export, and returns `nil` where it is missing.
    ///
    /// - Parameter read: Reads a file whole; it is called for several files at once.
    public init(read: @escaping @Sendable (String) async throws -> [UInt8]?) {
        self.read = read
    }

    /// The file `checkpoint`.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file`.
    public func checkpoint() async throws -> [UInt8] {
        try await file("checkpoint")
    }

    /// Reads bundles of entries and of notes.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file` or `export.malformed`.
    public func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        var entries: [UnverifiedChunk.UnverifiedEntry] = []
        var notes: [UInt64: [UInt8]] = [:]
        var bundle = first / 256
        while bundle * 256 < end {
            let width = Int(min(end - bundle * 256, 256))
            let place = TileCoordinate.place(index: bundle, width: width)
            let items = try await items("tile/entries/" + place)
            guard items.count == width else {
                throw Finding(.exportMalformed, "tile/entries/\(place) has \(items.count) entries, not \(width)")
            }
            let starts = items.indices.filter { ExportSource.startsSubmission(items[$0]) }
            let submissions = try await self.items("submissions/" + place)
            guard submissions.count == starts.count else {
                throw Finding(
                    .exportMalformed,
                    "submissions/\(place) has \(submissions.count) notes, but \(starts.count) submissions start there"
                )
            }
            for (start, note) in zip(starts, submissions) { notes[bundle * 256 + UInt64(start)] = note }
            entries += items.map { .init(bytes: $0) }
            bundle += 1
        }
        return UnverifiedChunk(firstIndex: first, entries: entries, notes: notes)
    }

    /// Reads a tile; every tile is there.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file`.
    public func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? {
        try await file(coordinate.path)
    }

    private func file(_ path: String) async throws -> [UInt8] {
        guard let bytes = try await read(path) else { throw Finding(.exportMissing, "\(path) is missing") }
        guard bytes.count <= ExportSource.largestFile else { throw Finding(.exportMalformed, "\(path) is too large") }
        return bytes
    }

    /// The parts of a file, each behind a length of two bytes.
    private func items(_ path: String) async throws -> [[UInt8]] {
        var rest = try await file(path)[...]
        var items: [[UInt8]] = []
        while !rest.isEmpty {
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 2 + length else { throw Finding(.exportMalformed, "\(path) ends too early") }
            guard items.count < 256 else { throw Finding(.exportMalformed, "\(path) has more than 256 parts") }
            items.append(Array(rest.dropFirst(2).prefix(length)))
            rest = rest.dropFirst(2 + length)
        }
        return items
    }

    private static func startsSubmission(_ entry: [UInt8]) -> Bool {
        entry.count >= 85 && entry[81..<85].allSatisfy { $0 == 0 }
    }
}
