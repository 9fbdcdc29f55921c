import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Foundation

/// Writes a sealed ledger as a directory in the layout of C2SP tlog-tiles, with the notes of submissions.
///
/// Full files are immutable and are not written twice, so that an export that was cut short goes on, and a later one adds to it.
public struct Exporter: Sendable {
    private let reader: LedgerReader
    private let directory: String

    /// Prepares an export.
    public init(_ reader: LedgerReader, to directory: String) {
        self.reader = reader
        self.directory = directory
    }

    /// Exports everything under the last checkpoint.
    ///
    /// - Parameter progress: Called now and then with the entries that were written and those there are.
    /// - Returns: The size of the checkpoint.
    /// - Throws: ``CairnError`` where nothing was sealed yet, the directory holds another ledger or another history, or a file can't be written, or the database's error.
    public func export(progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }) async throws -> UInt64 {
        guard let (checkpoint, note) = try await reader.checkpoint() else {
            throw CairnError(.noEntry, "nothing was sealed yet: run cairn seal")
        }
        try await requireSameLedger(checkpoint)
        var first: UInt64 = 0
        while first < checkpoint.size {
            let width = Int(min(checkpoint.size - first, 256))
            try await writeBundle(first / 256, width: width)
            first += UInt64(width)
            progress(first, checkpoint.size)
        }
        try await writeTiles(checkpoint.size)
        try write(note, to: "checkpoint")
        return checkpoint.size
    }

    /// Fails where the directory holds an export of another ledger, or of another history.
    private func requireSameLedger(_ checkpoint: Checkpoint) async throws {
        guard let earlier = try StateFile(directory + "/checkpoint").read()?.checkpoint else { return }
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

    private func writeBundle(_ bundle: UInt64, width: Int) async throws {
        let place = TileCoordinate.place(index: bundle, width: width)
        let paths = ["tile/entries/" + place, "submissions/" + place]
        guard width < 256 || !paths.allSatisfy(exists) else { return }
        let first = bundle * 256
        let entries = try await reader.entries(from: first, below: first + UInt64(width))
        let notes = try await reader.notes(from: first, below: first + UInt64(width)).filter { $0.key >= first }
        let submissions = notes.sorted { $0.key < $1.key }.map(\.value)
        try write(Exporter.framed(submissions), to: paths[1])
        try write(Exporter.framed(entries.map(\.bytes)), to: paths[0])
    }

    private func writeTiles(_ size: UInt64) async throws {
        var level = 0
        while level < 8, size >> UInt64(8 * level) > 0 {
            var index: UInt64 = 0
            while let coordinate = TileCoordinate(level: level, index: index, treeSize: size) {
                index += 1
                if coordinate.width == 256, exists(coordinate.path) { continue }
                try write(try Tile(hashes: try await reader.hashes(coordinate)).bytes, to: coordinate.path)
            }
            level += 1
        }
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: directory + "/" + path)
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
