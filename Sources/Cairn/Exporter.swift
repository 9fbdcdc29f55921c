import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Foundation

/// Writes a sealed ledger as a directory in the layout of C2SP tlog-tiles, with the notes of submissions.
///
/// Full files are immutable and are not written twice, so that an export that was cut short goes on, and a later one adds to it.
public struct Exporter: Sendable {
    /// What an export wrote.
    public struct Report: Sendable, Equatable {
        /// The size of the checkpoint.
        public let size: UInt64
        /// Files that were there, were not what the ledger says, and were written anew.
        public let mended: [String]
    }

    private let reader: LedgerReader
    private let directory: String
    private let isChecking: Bool

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - reader: The ledger.
    ///   - directory: Where the export is, or will be.
    ///   - isChecking: Whether full files that are there are compared with the ledger, and mended; that takes as long as a first export.
    ///     Otherwise only those are mended whose size can't be right.
    public init(_ reader: LedgerReader, to directory: String, isChecking: Bool = false) {
        self.reader = reader
        self.directory = directory
        self.isChecking = isChecking
    }

    /// Exports everything under the last checkpoint.
    ///
    /// - Parameter progress: Called now and then with the entries that were written and those there are.
    /// - Returns: The size of the checkpoint, and what was mended.
    /// - Throws: ``CairnError`` where nothing was sealed yet, the directory holds something else, another ledger or another history, or a file
    ///   can't be written, or the database's error.
    public func export(progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }) async throws -> Report {
        guard let (checkpoint, note) = try await reader.checkpoint() else {
            throw CairnError(.noEntry, "nothing was sealed yet: run cairn seal")
        }
        try await requireSameLedger(checkpoint)
        var first: UInt64 = 0
        var mended: [String] = []
        while first < checkpoint.size {
            let width = Int(min(checkpoint.size - first, 256))
            mended += try await writeBundle(first / 256, width: width)
            first += UInt64(width)
            progress(first, checkpoint.size)
        }
        mended += try await writeTiles(checkpoint.size)
        try write(note, to: "checkpoint")
        return Report(size: checkpoint.size, mended: mended)
    }

    /// Fails where the directory holds an export of another ledger, or of another history.
    private func requireSameLedger(_ checkpoint: Checkpoint) async throws {
        let earlier: Checkpoint
        do {
            guard let found = try StateFile(directory + "/checkpoint").read()?.checkpoint else {
                return try requireNothingElse()
            }
            earlier = found
        } catch let error as LogError {
            throw CairnError(
                .file,
                "\(directory)/checkpoint is damaged (\(error.message)): remove it, and export with --check, which mends the other files too"
            )
        }
        guard earlier.origin == checkpoint.origin else {
            throw CairnError(.exists, "\(directory) holds an export of \(earlier.origin): name another directory")
        }
        guard earlier.size <= checkpoint.size else {
            throw CairnError(
                .inconsistent,
                "\(directory) holds \(earlier.size) entries, the database \(checkpoint.size): nothing was written"
            )
        }
        let proof = try await reader.consistencyProof(from: earlier.size, to: checkpoint.size)
        do { try proof.verify(oldRoot: earlier.root, newRoot: checkpoint.root) } catch {
            throw CairnError(.inconsistent, "\(directory) holds another history of this ledger: nothing was written")
        }
    }

    /// Fails where a directory without a checkpoint holds what no export writes.
    private func requireNothingElse() throws {
        let ours = ["tile", "submissions", "checkpoint.new"]
        // Where there is no directory yet, it is made.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        guard let stranger = found.filter({ !ours.contains($0) }).min() else { return }
        throw CairnError(
            .file,
            "\(directory) holds something else, \(stranger): name a directory that is empty, new, or an export"
        )
    }

    private func writeBundle(_ bundle: UInt64, width: Int) async throws -> [String] {
        let place = TileCoordinate.place(index: bundle, width: width)
        let paths = ["tile/entries/" + place, "submissions/" + place]
        // A submission may be longer than a bundle, whose file of notes is empty then.
        let isThere = size(of: paths[0]) ?? 0 > 0 && size(of: paths[1]) != nil
        guard width < 256 || isChecking || !isThere else { return [] }
        let first = bundle * 256
        let entries = try await reader.entries(from: first, below: first + UInt64(width))
        let notes = try await reader.notes(from: first, below: first + UInt64(width)).filter { $0.key >= first }
        let submissions = notes.sorted { $0.key < $1.key }.map(\.value)
        return try [(paths[1], Exporter.framed(submissions)), (paths[0], Exporter.framed(entries.map(\.bytes)))]
            .compactMap { path, bytes in try replace(path, bytes) ? path : nil }
    }

    private func writeTiles(_ size: UInt64) async throws -> [String] {
        var mended: [String] = []
        var level = 0
        while level < 8, size >> UInt64(8 * level) > 0 {
            var index: UInt64 = 0
            while let coordinate = TileCoordinate(level: level, index: index, treeSize: size) {
                index += 1
                let isThere = self.size(of: coordinate.path) == 256 * Hash.byteCount
                if coordinate.width == 256, isThere, !isChecking { continue }
                let tile = try Tile(hashes: try await reader.hashes(coordinate))
                if try replace(coordinate.path, tile.bytes) { mended.append(coordinate.path) }
            }
            level += 1
        }
        return mended
    }

    /// The size of a file that is there.
    private func size(of path: String) -> Int? {
        // What can't be asked is written anew.
        (try? FileManager.default.attributesOfItem(atPath: directory + "/" + path)[.size]) as? Int
    }

    /// Writes a file unless it is there as it should be.
    ///
    /// - Returns: Whether it was there, and was something else.
    private func replace(_ path: String, _ bytes: [UInt8]) throws -> Bool {
        guard size(of: path) != nil else {
            try write(bytes, to: path)
            return false
        }
        // What can't be read is written anew.
        guard (try? DurableFile.read(directory + "/" + path, atMost: bytes.count)) != bytes else { return false }
        try write(bytes, to: path)
        return true
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = directory + "/" + path
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try DurableFile.write(bytes, to: file)
    }

    private static func framed(_ parts: [[UInt8]]) -> [UInt8] {
        parts.reduce(into: []) { file, part in
            file += [UInt8(truncatingIfNeeded: part.count >> 8), UInt8(truncatingIfNeeded: part.count)]
            file += part
        }
    }
}
