import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification

/// Writes a sealed ledger as a directory in the layout of C2SP tlog-tiles, with the notes of submissions and the bodies.
///
/// Full files are immutable and are not written twice, so that an export that was cut short goes on, and a later one
/// adds to it. Only files of bodies are written again: where bodies were redacted or discarded since. The checkpoint is
/// written last, and shows the redactions of all bodies that the export lacks.
public struct Exporter: Sendable {
    /// What an export wrote.
    public struct Report: Sendable, Equatable {
        /// The size of the checkpoint.
        public let size: UInt64
        /// Files that were there, were not what the ledger says, and were written again.
        public let mended: [String]
        /// Files of bodies that were there, and lost some that were redacted or discarded since.
        public let rewritten: [String]
    }

    /// How often an export goes on to a checkpoint that came meanwhile.
    private static let mostLaterCheckpoints = 8

    private let reader: LedgerReader
    private let directory: ExportDirectory
    private let isChecking: Bool
    private let isWithoutBodies: Bool

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - reader: The ledger.
    ///   - directory: Where the export is, or will be.
    ///   - isChecking: Whether full files that are there are compared with the ledger, and mended; that takes as long as a first export.
    ///     Otherwise only those are mended whose size can't be right.
    ///   - withoutBodies: Whether all bodies are withheld but those that decide what counts, and what is redacted: for
    ///     readers who may know who submitted when, and not what.
    public init(_ reader: LedgerReader, to directory: String, isChecking: Bool = false, withoutBodies: Bool = false) {
        self.reader = reader
        self.directory = ExportDirectory(directory)
        self.isChecking = isChecking
        isWithoutBodies = withoutBodies
    }

    /// Exports everything under the last checkpoint.
    ///
    /// - Parameter progress: Called now and then with the entries that were written and those there are.
    /// - Returns: The size of the checkpoint, and what was mended.
    /// - Throws: ``CairnError`` where nothing was sealed yet, the directory holds something else, another ledger or another history, or a file
    ///   can't be written, or the database's error.
    public func export(progress: @Sendable (UInt64, UInt64) async -> Void = { _, _ in }) async throws -> Report {
        var (checkpoint, note) = try await lastCheckpoint()
        let earlier = try await sizeOfSameLedger(checkpoint)
        let kind = isWithoutBodies ? ExportDirectory.Bodies.guarded : .all
        let isOtherwise = try directory.beginBodies(kind)
        var run = Run(
            reader,
            directory,
            bodies: try await bodySource(),
            checksAll: isChecking,
            checksBodies: isOtherwise
        )
        var start = earlier
        for _ in 0...Exporter.mostLaterCheckpoints {
            try await run.write(below: checkpoint.size, after: start, progress)
            guard try await run.lacksUnexplained(below: checkpoint.size) else { break }
            // A body is absent that this checkpoint doesn't show redacted: it went with a later one.
            let later = try await lastCheckpoint()
            guard later.checkpoint.size > checkpoint.size else { break }
            start = checkpoint.size
            (checkpoint, note) = later
        }
        try directory.write(note, to: "checkpoint")
        try directory.endBodies(kind, size: checkpoint.size)
        return Report(size: checkpoint.size, mended: run.mended, rewritten: run.rewritten)
    }

    private func bodySource() async throws -> DatabaseSource {
        isWithoutBodies ? try await reader.sourceWithoutBodies() : reader.source
    }

    private func lastCheckpoint() async throws -> (checkpoint: Checkpoint, note: [UInt8]) {
        guard let last = try await reader.checkpoint() else {
            throw CairnError(.noEntry, "nothing was sealed yet: run cairn seal")
        }
        return last
    }

    /// The size of the export that is there, 0 where none is; fails where the directory holds an export of another
    /// ledger, or of another history.
    private func sizeOfSameLedger(_ checkpoint: Checkpoint) async throws -> UInt64 {
        guard let earlier = try directory.checkpoint() else { return 0 }
        guard earlier.origin == checkpoint.origin else {
            throw CairnError(.exists, "\(directory.path) holds an export of \(earlier.origin): name another directory")
        }
        guard earlier.size <= checkpoint.size else {
            throw CairnError(
                .inconsistent,
                "\(directory.path) holds \(earlier.size) entries, the database \(checkpoint.size): nothing was written"
            )
        }
        let proof = try await reader.consistencyProof(from: earlier.size, to: checkpoint.size)
        do { try proof.verify(oldRoot: earlier.root, newRoot: checkpoint.root) } catch {
            throw CairnError(
                .inconsistent,
                "\(directory.path) holds another history of this ledger: nothing was written"
            )
        }
        return earlier.size
    }
}

extension Exporter {
    /// One run of an export.
    private struct Run {
        private let reader: LedgerReader
        private let directory: ExportDirectory
        private let bodies: DatabaseSource
        private let checksAll: Bool
        private let checksBodies: Bool
        private(set) var mended: [String] = []
        private(set) var rewritten: [String] = []
        /// The entries whose bodies the ledger lacks, as far as bundles were read in this run.
        private var absent: Set<UInt64> = []

        init(
            _ reader: LedgerReader,
            _ directory: ExportDirectory,
            bodies: DatabaseSource,
            checksAll: Bool,
            checksBodies: Bool
        ) {
            self.reader = reader
            self.directory = directory
            self.bodies = bodies
            self.checksAll = checksAll
            self.checksBodies = checksBodies || checksAll
        }

        /// Writes everything below a size but the checkpoint.
        ///
        /// - Parameters:
        ///   - size: The size.
        ///   - earlier: The size below which redactions were carried out in this directory already.
        ///   - progress: Called now and then with the entries that were written and those there are.
        /// - Throws: The database's error, or ``CairnError`` with code `file.failed`.
        mutating func write(
            below size: UInt64,
            after earlier: UInt64,
            _ progress: @Sendable (UInt64, UInt64) async -> Void
        ) async throws {
            var changed = try await reader.bundlesWithDiscardedBodies(below: size)
            for (index, redaction) in try await reader.redactions(from: earlier) where index < size {
                changed.insert(redaction.index / 256)
            }
            var first: UInt64 = 0
            while first < size {
                let width = Int(min(size - first, 256))
                try await writeBundle(first / 256, width: width, isChanged: changed.contains(first / 256))
                first += UInt64(width)
                await progress(first, size)
            }
            try await writeTiles(size)
        }

        /// Whether a body is absent that no redaction below a size takes away, and whose submission counts.
        func lacksUnexplained(below size: UInt64) async throws -> Bool {
            guard !absent.isEmpty else { return false }
            var unexplained = absent
            for (index, redaction) in try await reader.redactions(from: 0) where index < size {
                unexplained.remove(redaction.index)
            }
            guard let first = unexplained.min(), let last = unexplained.max() else { return false }
            let starts = try await reader.notes(from: first, below: last + 1).keys.sorted()
            let discounted = try await reader.discounted(from: starts.first ?? first, below: last + 1)
            return unexplained.contains { index in
                starts.last { $0 <= index }.map { discounted[$0] == nil } ?? true
            }
        }

        private mutating func writeBundle(_ bundle: UInt64, width: Int, isChanged: Bool) async throws {
            let place = TileCoordinate.place(index: bundle, width: width)
            let entriesPath = "tile/entries/" + place
            let notesPath = "submissions/" + place
            let bodiesPath = "bodies/" + place
            // A submission may be longer than a bundle, whose file of notes is empty then.
            let isThere =
                directory.size(of: entriesPath) ?? 0 > 0 && directory.size(of: notesPath) != nil
                && directory.size(of: bodiesPath) ?? 0 > 0
            let isFull = width == 256 && isThere
            guard !isFull || checksAll || checksBodies || isChanged else { return }
            let first = bundle * 256
            let end = first + UInt64(width)
            let events = try await reader.entries(from: first, below: end, of: bodies)
            guard events.count == width else {
                throw Finding(.missing, at: first + UInt64(events.count), "the entry is missing from the database")
            }
            // Those that are withheld are not asked for.
            if !bodies.isWithoutBodies {
                absent.formUnion(events.lazy.filter { $0.body == nil }.map(\.entry.index))
            }
            if !isFull || checksAll {
                let notes = try await reader.notes(from: first, below: end).filter { $0.key >= first }
                try replace(notesPath, ExportDirectory.framed(notes.sorted { $0.key < $1.key }.map(\.value)))
            }
            if try directory.replace(bodiesPath, ExportDirectory.framed(events.map { $0.body ?? [] })) {
                if isChanged || checksBodies && !checksAll {
                    rewritten.append(bodiesPath)
                } else {
                    mended.append(bodiesPath)
                }
            }
            if !isFull || checksAll { try replace(entriesPath, ExportDirectory.framed(events.map(\.entry.bytes))) }
        }

        private mutating func writeTiles(_ size: UInt64) async throws {
            var level = 0
            while level < 8, size >> UInt64(8 * level) > 0 {
                var index: UInt64 = 0
                while let coordinate = TileCoordinate(level: level, index: index, treeSize: size) {
                    index += 1
                    let isThere = directory.size(of: coordinate.path) == 256 * Hash.byteCount
                    if coordinate.width == 256, isThere, !checksAll { continue }
                    try replace(coordinate.path, try Tile(hashes: try await reader.hashes(coordinate)).bytes)
                }
                level += 1
            }
        }

        private mutating func replace(_ path: String, _ bytes: [UInt8]) throws {
            if try directory.replace(path, bytes) { mended.append(path) }
        }
    }
}
