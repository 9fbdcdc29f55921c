public import CairnVerification
import Glibc

/// Reads the files of an export, and nothing outside it.
public struct DirectoryReader: Sendable {
    private let directory: String
    private let root: String

    /// Takes the path of the export.
    public init(_ directory: String) {
        self.directory = directory
        root = DirectoryReader.resolved(directory) ?? directory
    }

    /// The content of a file, or `nil` where there is none.
    ///
    /// - Throws: `Finding` with code `export.malformed` where the path, or a link on it, leads outside, or where this is no plain file that can
    ///   be read, of at most 64 MiB.
    public func read(_ path: String) throws(Finding) -> [UInt8]? {
        guard let file = DirectoryReader.resolved(directory + "/" + path) else {
            guard [ENOENT, ENOTDIR].contains(errno) else {
                throw Finding(.exportMalformed, "can't read \(path): \(unsafe String(cString: strerror(errno)))")
            }
            return nil
        }
        guard file.hasPrefix(root == "/" ? root : root + "/") else {
            throw Finding(.exportMalformed, "\(path) is not inside the export")
        }
        do { return try DurableFile.read(file, atMost: ExportSource.largestFile) } catch {
            throw Finding(.exportMalformed, error.message)
        }
    }

    /// Where a path leads, links followed, or `nil` where nothing is there.
    private static func resolved(_ path: String) -> String? {
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }
}
