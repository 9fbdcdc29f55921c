public import CairnCrypto
public import CairnLog
import CairnModel

/// One event as it stands in a ledger, with all that ties it to its author's signature and to a checkpoint.
///
/// It comes from outside, and nothing of it is trusted.
public struct EventEvidence: Sendable, Equatable {
    /// The bytes of the entry.
    public let entry: [UInt8]
    /// The bytes of the body, or `nil` where it was redacted or is withheld: then who signed when is shown, not what.
    public let body: [UInt8]?
    /// The signed note of its submission.
    public let note: [UInt8]
    /// The hashes from the event's body hash up to the root that the author signed: at most 14.
    public let path: [Hash]
    /// The place in the ledger, the inclusion path, and the signed checkpoint.
    public let proof: ProofFile

    /// Takes the parts as they came from outside.
    public init(entry: [UInt8], body: [UInt8]?, note: [UInt8], path: [Hash], proof: ProofFile) {
        self.entry = entry
        self.body = body
        self.note = note
        self.path = path
        self.proof = proof
    }

    /// Makes the evidence for an entry of a ledger.
    ///
    /// - Parameters:
    ///   - entry: The bytes of the entry.
    ///   - body: The bytes of its body, or `nil` where it is absent.
    ///   - note: The signed note of its submission.
    ///   - bodyHashes: The hashes of all bodies of its submission, in order.
    ///   - checkpoint: The bytes of the signed checkpoint to prove against.
    ///   - tiles: The tiles that `InclusionProof.tiles(index:size:)` names for the entry's index and the checkpoint's
    ///     size.
    /// - Throws: ``Finding`` with code `export.malformed` where the parts don't fit together.
    public init(
        entry: [UInt8],
        body: [UInt8]?,
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
                body: body,
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
    private static let bodyFile = "body"
    private static let noteFile = "note"
    private static let pathFile = "path"
    private static let proofFile = "entry.tlog-proof"

    /// The names of the five files.
    static let fileNames = [entryFile, bodyFile, noteFile, pathFile, proofFile]

    /// The files, by name; that of the body only where it is here.
    public var files: [String: [UInt8]] {
        var files = [
            EventEvidence.entryFile: entry,
            EventEvidence.noteFile: note,
            EventEvidence.pathFile: path.flatMap(\.bytes),
            EventEvidence.proofFile: proof.bytes,
        ]
        files[EventEvidence.bodyFile] = body
        return files
    }

    /// Reads the files of a folder, of which that of the body may be missing.
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
        entry = try file(EventEvidence.entryFile, most: EventEvidence.longestPart)
        body =
            files[folder + EventEvidence.bodyFile] == nil
            ? nil : try file(EventEvidence.bodyFile, most: EventEvidence.longestPart)
        note = try file(EventEvidence.noteFile, most: Limits.noteBytes)
        self.path = stride(from: 0, to: path.count, by: Hash.byteCount).compactMap {
            Hash(Array(path[$0..<($0 + Hash.byteCount)]))
        }
    }

    private static let longestPath = 14
    /// What a length of two bytes can say.
    private static let longestPart = 65_535
}
