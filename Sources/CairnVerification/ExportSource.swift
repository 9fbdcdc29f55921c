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
        var chunk = UnverifiedChunk(
            firstIndex: first,
            notes: [:],
            capacity: Int(end - first),
            byteCapacity: Int(end - first) * 512
        )
        var bundle = first / 256
        while bundle * 256 < end {
            let width = Int(min(end - bundle * 256, 256))
            let place = TileCoordinate.place(index: bundle, width: width)
            let entries = try await file("tile/entries/" + place)
            let items = try ExportSource.items(entries, "tile/entries/" + place)
            guard items.count == width else {
                throw Finding(.exportMalformed, "tile/entries/\(place) has \(items.count) entries, not \(width)")
            }
            let starts = items.indices.filter { ExportSource.startsSubmission(entries[items[$0]]) }
            let notes = try await file("submissions/" + place)
            let submissions = try ExportSource.items(notes, "submissions/" + place)
            guard submissions.count == starts.count else {
                throw Finding(
                    .exportMalformed,
                    "submissions/\(place) has \(submissions.count) notes, but \(starts.count) submissions start there"
                )
            }
            for (start, note) in zip(starts, submissions) where bundle * 256 + UInt64(start) >= first {
                chunk.notes[bundle * 256 + UInt64(start)] = Array(notes[note])
            }
            let before = first > bundle * 256 ? Int(first - bundle * 256) : 0
            for item in items.dropFirst(before) { unsafe chunk.append(entries.span.bytes.extracting(item)) }
            bundle += 1
        }
        return chunk
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

    /// Where the parts of a file lie, each behind a length of two bytes.
    private static func items(_ bytes: [UInt8], _ path: String) throws -> [Range<Int>] {
        var place = 0
        var items: [Range<Int>] = []
        while place < bytes.count {
            guard place + 2 <= bytes.count else { throw Finding(.exportMalformed, "\(path) ends too early") }
            let first = place + 2
            let end = first + (Int(bytes[place]) << 8 | Int(bytes[place + 1]))
            guard end <= bytes.count else { throw Finding(.exportMalformed, "\(path) ends too early") }
            guard items.count < 256 else { throw Finding(.exportMalformed, "\(path) has more than 256 parts") }
            items.append(first..<end)
            place = end
        }
        return items
    }

    private static func startsSubmission(_ entry: ArraySlice<UInt8>) -> Bool {
        entry.count >= 85 && entry.dropFirst(81).prefix(4).allSatisfy { $0 == 0 }
    }
}
