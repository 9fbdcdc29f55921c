import Cairn
import CairnVerification
import Foundation

/// The folder that `cairn prove` writes.
enum EventProofFolder {
    /// Whether a folder holds the proof of one event, rather than an export.
    static func isOne(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/entry.tlog-proof")
    }

    /// Reads the proof; what doesn't belong there is refused.
    static func read(_ folder: String) throws -> EventProof {
        let reader = DirectoryReader(folder)
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder).prefix(32) where path != "registration"
        {
            files[path] = try reader.read(path)
        }
        return try EventProof(files: files)
    }
}
