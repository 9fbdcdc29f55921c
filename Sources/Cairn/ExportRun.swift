import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification

/// The files of one run of an export: first those that no checkpoint names yet, and once the checkpoint is written,
/// files of bodies that lose some.
struct ExportRun {
    private let reader: LedgerReader
    private let directory: ExportDirectory
    private let bodies: DatabaseSource
    private var tree: SignedTree
    private let isChecking: Bool
    /// Whether files may hold bodies that this export withholds, or the other way round.
    private let isMixed: Bool
    private(set) var mended: [String] = []
    private(set) var rewritten: [String] = []
    /// The full bundles whose files of bodies may have too many.
    private var outdated: Set<UInt64> = []
    /// The full bundles whose files of bodies are compared with the ledger.
    private var unchecked: Set<UInt64> = []
    /// The entries that redactions name, below a size.
    private var redacted: (size: UInt64, entries: Set<UInt64>) = (0, [])
    /// The entries whose bodies were absent when files were written.
    private var absent: Set<UInt64> = []
    /// The bundles that were written in this run.
    private var written: Set<UInt64> = []

    init(
        _ reader: LedgerReader,
        _ tree: SignedTree,
        _ directory: ExportDirectory,
        bodies: DatabaseSource,
        isChecking: Bool,
        isMixed: Bool
    ) {
        self.reader = reader
        self.tree = tree
        self.directory = directory
        self.bodies = bodies
        self.isChecking = isChecking
        self.isMixed = isMixed
    }

    /// Whether files of bodies are to be written again.
    var hasOutdated: Bool { !outdated.isEmpty }

    /// Goes on to a later checkpoint.
    mutating func goOn(to tree: SignedTree) { self.tree = tree }

    /// Writes everything below a size that is not there yet, but the checkpoint.
    ///
    /// Nothing is written that isn't what the checkpoint signs.
    ///
    /// - Parameters:
    ///   - size: The size.
    ///   - progress: Called now and then with the entries that were written and those there are.
    /// - Throws: `Finding` where the database has something else than was signed, the database's error, or ``CairnError``
    ///   with code `file.failed`.
    mutating func write(below size: UInt64, _ progress: @Sendable (UInt64, UInt64) async -> Void) async throws {
        var first: UInt64 = 0
        while first < size {
            let width = Int(min(size - first, 256))
            try await writeBundle(first / 256, width: width)
            first += UInt64(width)
            await progress(first, size)
        }
        try await writeTiles(size)
    }

    /// Notes the full bundles whose bodies were redacted between two sizes, or discarded; all of them that were there,
    /// where some may have others than they should.
    mutating func note(redactedFrom earlier: UInt64, below size: UInt64, isFirst: Bool) async throws {
        let full = size / 256
        if isMixed, isFirst { outdated.formUnion(Set(0..<full).subtracting(written)) }
        if isChecking { unchecked.formUnion(Set(0..<full).subtracting(written)) }
        for (index, redaction) in try await reader.redactions(from: earlier) where index < size {
            if redaction.index / 256 < full { outdated.insert(redaction.index / 256) }
        }
        guard !bodies.isWithoutBodies else { return }
        for (bundle, bytes) in try await reader.bundlesWithDiscardedBodies(below: size)
        where directory.size(of: ExportRun.path(ofBodies: bundle, width: 256)) != bytes {
            outdated.insert(bundle)
        }
    }

    /// Whether each body that is absent from what was written is so by a redaction below a size, or doesn't count.
    mutating func isExplained(below size: UInt64) async throws -> Bool {
        try await isExplained(absent, below: size)
    }

    /// Writes files of bodies again; the checkpoint of this size is written.
    ///
    /// - Returns: Whether all that is absent is shown by the checkpoint; if not, go on to a later one.
    mutating func rewrite(below size: UInt64) async throws -> Bool {
        for bundle in outdated.union(unchecked).sorted() {
            let events = try await events(bundle, width: 256)
            guard try await isExplained(absences(events), below: size) else { return false }
            let path = ExportRun.path(ofBodies: bundle, width: 256)
            let isOutdated = outdated.contains(bundle)
            if try directory.replace(path, ExportRun.framed(bodiesOf: events)) {
                if isOutdated { rewritten.append(path) } else { mended.append(path) }
            }
            outdated.remove(bundle)
            unchecked.remove(bundle)
        }
        return true
    }

    private mutating func isExplained(_ absent: Set<UInt64>, below size: UInt64) async throws -> Bool {
        guard !absent.isEmpty else { return true }
        if redacted.size != size {
            redacted = (size, [])
            for (index, redaction) in try await reader.redactions(from: 0) where index < size {
                redacted.entries.insert(redaction.index)
            }
        }
        let unexplained = absent.subtracting(redacted.entries)
        guard let first = unexplained.min(), let last = unexplained.max() else { return true }
        let starts = try await reader.notes(from: first, below: last + 1).keys.sorted()
        let discounted = try await reader.discounted(from: starts.first ?? first, below: last + 1)
        return unexplained.allSatisfy { index in
            starts.last { $0 <= index }.map { discounted[$0] != nil } ?? false
        }
    }

    /// The entries whose bodies the ledger lacks; those that are withheld are not asked for.
    private func absences(_ events: [RecordedEvent]) -> Set<UInt64> {
        bodies.isWithoutBodies ? [] : Set(events.lazy.filter { $0.body == nil }.map(\.entry.index))
    }

    private func events(_ bundle: UInt64, width: Int) async throws -> [RecordedEvent] {
        let first = bundle * 256
        let events = try await reader.entries(from: first, below: first + UInt64(width), of: bodies)
        guard events.count == width else {
            throw Finding(.missing, at: first + UInt64(events.count), "the entry is missing from the database")
        }
        try await tree.require(events.map(\.entry), bundle)
        return events
    }

    private mutating func writeBundle(_ bundle: UInt64, width: Int) async throws {
        let place = TileCoordinate.place(index: bundle, width: width)
        let entriesPath = "tile/entries/" + place
        let notesPath = "submissions/" + place
        let bodiesPath = ExportRun.path(ofBodies: bundle, width: width)
        // A submission may be longer than a bundle, whose file of notes is empty then.
        let isThere =
            directory.size(of: entriesPath) ?? 0 > 0 && directory.size(of: notesPath) != nil
            && directory.size(of: bodiesPath) ?? 0 > 0
        let isFull = width == 256 && isThere
        guard !isFull || isChecking else { return }
        let events = try await events(bundle, width: width)
        let first = bundle * 256
        let notes = try await reader.notes(from: first, below: first + UInt64(width)).filter { $0.key >= first }
        for (index, note) in notes where SHA256.hash(note) != events[Int(index - first)].entry.noteHash {
            throw Finding(.note, at: index, "the database's note is not the one that was signed; nothing was written")
        }
        try replace(notesPath, ExportDirectory.framed(notes.sorted { $0.key < $1.key }.map(\.value)))
        if !isFull {
            absent.formUnion(absences(events))
            written.insert(bundle)
            // A partial file holds what is here now: it has fewer bodies where some were redacted or withheld since.
            if try directory.replace(bodiesPath, ExportRun.framed(bodiesOf: events)) {
                if isMixed || events.contains(where: { $0.body == nil }) {
                    rewritten.append(bodiesPath)
                } else {
                    mended.append(bodiesPath)
                }
            }
        }
        try replace(entriesPath, ExportDirectory.framed(events.map(\.entry.bytes)))
    }

    private mutating func writeTiles(_ size: UInt64) async throws {
        var level = 0
        while level < 8, size >> UInt64(8 * level) > 0 {
            var index: UInt64 = 0
            while let coordinate = TileCoordinate(level: level, index: index, treeSize: size) {
                index += 1
                let isThere = directory.size(of: coordinate.path) == 256 * Hash.byteCount
                if coordinate.width == 256, isThere, !isChecking { continue }
                try replace(coordinate.path, try await tree.tile(coordinate).bytes)
            }
            level += 1
        }
    }

    private mutating func replace(_ path: String, _ bytes: [UInt8]) throws {
        if try directory.replace(path, bytes) { mended.append(path) }
    }

    private static func path(ofBodies bundle: UInt64, width: Int) -> String {
        "bodies/" + TileCoordinate.place(index: bundle, width: width)
    }

    private static func framed(bodiesOf events: [RecordedEvent]) -> [UInt8] {
        ExportDirectory.framed(events.map { $0.body ?? [] })
    }
}
