public import CairnCrypto
public import CairnLog
import CairnModel

/// One event as it stands in a ledger, with all that ties it to its author's signature and to a checkpoint.
///
/// It comes from outside, and nothing of it is trusted.
public struct EventEvidence: Sendable, Equatable {
    /// The bytes of the entry.
    public let entry: [UInt8]
    /// The signed note of its submission.
    public let note: [UInt8]
    /// The hashes from the event's body up to the root that the author signed: at most 14.
    public let path: [Hash]
    /// The place in the ledger, the inclusion path, and the signed checkpoint.
    public let proof: ProofFile

    /// Takes the parts as they came from outside.
    public init(entry: [UInt8], note: [UInt8], path: [Hash], proof: ProofFile) {
        self.entry = entry
        self.note = note
        self.path = path
        self.proof = proof
    }

    /// Makes the evidence for an entry of a ledger.
    ///
    /// - Parameters:
    ///   - entry: The bytes of the entry.
    ///   - note: The signed note of its submission.
    ///   - bodyHashes: The hashes of all bodies of its submission, in order.
    ///   - checkpoint: The bytes of the signed checkpoint to prove against.
    ///   - tiles: The tiles that `InclusionProof.tiles(index:size:)` names for the entry's index and the checkpoint's
    ///     size.
    /// - Throws: ``Finding`` with code `export.malformed` where the parts don't fit together.
    public init(
        entry: [UInt8],
        note: [UInt8],
        bodyHashes: [Hash],
        checkpoint: [UInt8],
        tiles: [TileCoordinate: Tile]
    ) throws(Finding) {
        do {
            let parsed = try Entry(parsing: entry)
            let size = try Checkpoint(parsing: SignedNote(parsing: checkpoint).text).size
            let inclusion = try InclusionProof(index: parsed.index, size: size, tiles: tiles)
            self.init(
                entry: entry,
                note: note,
                path: try EventEvidence.path(to: UInt64(parsed.position), bodyHashes),
                proof: ProofFile(index: parsed.index, path: inclusion.path, checkpoint: checkpoint)
            )
        } catch {
            throw Finding(.exportMalformed, "no proof can be made of these parts: \(error)")
        }
    }

    private static func path(to position: UInt64, _ bodyHashes: [Hash]) throws(LogError) -> [Hash] {
        var tree = TreeFold()
        var tiles: [TileCoordinate: Tile] = [:]
        for hash in bodyHashes {
            for completed in tree.append(hash) { tiles[completed.coordinate] = completed.tile }
        }
        for (coordinate, hashes) in tree.edge { tiles[coordinate] = try Tile(hashes: hashes) }
        return try InclusionProof(index: position, size: tree.size, tiles: tiles).path
    }
}

extension EventEvidence {
    private static let entryFile = "entry"
    private static let noteFile = "note"
    private static let pathFile = "path"
    private static let proofFile = "entry.tlog-proof"

    /// The names of the four files.
    static let fileNames = [entryFile, noteFile, pathFile, proofFile]

    /// The four files, by name.
    public var files: [String: [UInt8]] {
        [
            EventEvidence.entryFile: entry,
            EventEvidence.noteFile: note,
            EventEvidence.pathFile: path.flatMap(\.bytes),
            EventEvidence.proofFile: proof.bytes,
        ]
    }

    /// Reads the four files of a folder.
    init(files: [String: [UInt8]], in folder: String) throws(Finding) {
        func file(_ name: String, most: Int) throws(Finding) -> [UInt8] {
            guard let bytes = files[folder + name] else {
                throw Finding(.exportMissing, "\(folder)\(name) is missing from the proof")
            }
            guard bytes.count <= most else { throw Finding(.exportMalformed, "\(folder)\(name) is too large") }
            return bytes
        }
        let path = try file(EventEvidence.pathFile, most: EventEvidence.longestPath * Hash.byteCount)
        guard path.count % Hash.byteCount == 0 else {
            throw Finding(.exportMalformed, "\(folder)path is no sequence of hashes of 32 bytes")
        }
        let proof = try file(EventEvidence.proofFile, most: ProofFile.largest)
        do {
            self.proof = try ProofFile(parsing: proof)
        } catch {
            throw Finding(.exportMalformed, "\(folder)\(EventEvidence.proofFile) doesn't parse: \(error.message)")
        }
        entry = try file(EventEvidence.entryFile, most: EventEvidence.longestEntry)
        note = try file(EventEvidence.noteFile, most: Limits.noteBytes)
        self.path = stride(from: 0, to: path.count, by: Hash.byteCount).compactMap {
            Hash(Array(path[$0..<($0 + Hash.byteCount)]))
        }
    }

    private static let longestPath = 14
    private static let longestEntry = 65_535
}
