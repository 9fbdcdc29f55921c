import CairnCrypto
public import CairnLog
import CairnModel

/// An export in the layout of C2SP tlog-tiles with the notes of submissions and the bodies, read through a function that
/// the caller gives.
public struct ExportSource: LedgerSource {
    /// The most bytes of one file.
    public static let largestFile = 64 * 1_048_576

    private let isWithoutBodies: Bool
    private let read: @Sendable (String) async throws -> [UInt8]?

    /// Takes the function that reads a file by its path inside the export, and returns `nil` where it is missing.
    ///
    /// - Parameters:
    ///   - withoutBodies: Whether files of bodies may be missing: their bodies are absent then.
    ///   - read: Reads a file whole; it is called for several files at once.
    public init(withoutBodies: Bool = false, read: @escaping @Sendable (String) async throws -> [UInt8]?) {
        isWithoutBodies = withoutBodies
        self.read = read
    }

    /// The file `checkpoint`.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file`.
    public func checkpoint() async throws -> [UInt8] {
        guard let bytes = try await read("checkpoint") else {
            throw Finding(.exportMissing, row: .checkpoint, "checkpoint is missing")
        }
        return bytes
    }

    /// Reads bundles of entries, notes and bodies.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file` or `export.malformed`.
    public func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        try await chunk(from: first, below: end, withContents: true)
    }

    /// Reads bundles of entries, and nothing else.
    ///
    /// - Throws: ``Finding`` with code `export.missing-file` or `export.malformed`.
    public func entries(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
        try await chunk(from: first, below: end, withContents: false)
    }

    private func chunk(from first: UInt64, below end: UInt64, withContents: Bool) async throws -> UnverifiedChunk {
        var chunk = UnverifiedChunk(
            firstIndex: first,
            notes: [:],
            capacity: Int(end - first),
            byteCapacity: Int(end - first) * 512
        )
        if !withContents { chunk.contentsEnd = first }
        var bundle = first / 256
        while bundle * 256 < end {
            let width = Int(min(end - bundle * 256, 256))
            try await append(bundle, width: width, from: first, to: &chunk)
            bundle += 1
        }
        return chunk
    }

    /// Reads one bundle; the entries before the first one are left out.
    private func append(
        _ bundle: UInt64,
        width: Int,
        from first: UInt64,
        to chunk: inout UnverifiedChunk
    ) async throws {
        let place = TileCoordinate.place(index: bundle, width: width)
        let start = bundle * 256
        let entries = try await file("tile/entries/" + place)
        let items = try ExportSource.items(entries, "tile/entries/" + place, count: width)
        if chunk.contentsEnd == nil, items.contains(where: { entries[$0].first ?? 0 > Entry.version }) {
            chunk.contentsEnd = start
        }
        let isWithContents = chunk.contentsEnd == nil
        if isWithContents { try await appendNotes(place, start, entries, items, from: first, to: &chunk) }
        let bodies = isWithContents ? try await bodies("bodies/" + place, count: width) : nil
        for (offset, item) in items.enumerated() where start + UInt64(offset) >= first {
            let entry = unsafe entries.span.bytes.extracting(item)
            if let bodies, let body = ExportSource.body(offset, of: bodies, entry: entries[item]) {
                chunk.append(entry, body: unsafe bodies.bytes.span.bytes.extracting(body))
            } else {
                chunk.append(entry, body: nil)
            }
        }
    }

    private func appendNotes(
        _ place: String,
        _ start: UInt64,
        _ entries: [UInt8],
        _ items: [Range<Int>],
        from first: UInt64,
        to chunk: inout UnverifiedChunk
    ) async throws {
        let path = "submissions/" + place
        let notes = try await file(path)
        let submissions = try ExportSource.items(notes, path, count: nil)
        let starts = items.indices.filter { ExportSource.startsSubmission(entries[items[$0]]) }
        if submissions.count > starts.count {
            chunk.surplus.append(
                Finding(
                    .exportMalformed,
                    row: .surplusNotes,
                    "\(path) has \(submissions.count) notes, but \(starts.count) submissions start there"
                )
            )
        }
        for (offset, note) in zip(starts, submissions) where start + UInt64(offset) >= first {
            chunk.notes[start + UInt64(offset)] = Array(notes[note])
        }
    }

    private func bodies(_ path: String, count: Int) async throws -> (bytes: [UInt8], items: [Range<Int>])? {
        if isWithoutBodies, try await read(path) == nil { return nil }
        let bytes = try await file(path)
        return (bytes, try ExportSource.items(bytes, path, count: count))
    }

    /// Where a body lies, or `nil` where it is absent: it has no bytes, and is not one that never had any.
    private static func body(
        _ offset: Int,
        of bodies: (bytes: [UInt8], items: [Range<Int>]),
        entry: ArraySlice<UInt8>
    ) -> Range<Int>? {
        let item = bodies.items[offset]
        guard item.isEmpty else { return item }
        return entry.count == Entry.byteCount && entry.suffix(Hash.byteCount).elementsEqual(emptyBodyHash) ? item : nil
    }

    private static let emptyBodyHash = Body.hash(of: []).bytes

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

    /// Where the parts of a file lie, each behind a length of two bytes: as many as are asked for, or at most 256.
    private static func items(_ bytes: [UInt8], _ path: String, count: Int?) throws -> [Range<Int>] {
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
        guard count == nil || items.count == count else {
            throw Finding(.exportMalformed, "\(path) has \(items.count) parts, not \(count ?? 0)")
        }
        return items
    }

    private static func startsSubmission(_ entry: ArraySlice<UInt8>) -> Bool {
        entry.count == Entry.byteCount && entry.dropFirst(81).prefix(4).allSatisfy { $0 == 0 }
    }
}
