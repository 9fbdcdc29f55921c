import Cairn
import CairnLog
import CairnModel
import CairnVerification
import Foundation

/// The folder that `cairn prove` writes.
enum EventProofFolder {
    /// Whether a folder holds the proof of one event, rather than an export.
    static func isOne(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/entry.tlog-proof")
    }

    /// Writes the folder whole, or not at all.
    static func write(_ files: [String: [UInt8]], to folder: String) throws {
        let folder = URL(fileURLWithPath: folder).standardizedFileURL
        let beside = folder.deletingLastPathComponent().appending(path: ".\(folder.lastPathComponent).\(getpid())")
        do {
            for (path, bytes) in files {
                let file = beside.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(bytes).write(to: file)
            }
            try FileManager.default.moveItem(at: beside, to: folder)
        } catch {
            // What is left of it would be in the way of nobody; the first error is the one to tell.
            try? FileManager.default.removeItem(at: beside)
            throw error
        }
    }

    /// What is to be said of a proof without any key: the finding where it, or its checkpoint, is not of its form.
    static func verdictOnForm(_ folder: String) throws -> Verdict? {
        do {
            _ = try LedgerCheckpoint(parsing: read(folder).event.proof.checkpoint)
            return nil
        } catch let finding as Finding {
            return Verdict(unreadable: finding)
        } catch let error as LogError {
            return Verdict(unreadable: Finding(.checkpointMalformed, "the checkpoint doesn't parse: \(error.message)"))
        }
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
