import Foundation

/// The folder of ledgers with right answers that others worked out.
///
/// It is looked for at the path in the environment variable `CAIRN_CASES`, and otherwise at `../shared/cases` from the
/// package root. Suites that read it are disabled, by name, where it is absent.
public enum Cases {
    private static let folder: VectorFolder = {
        if let path = ProcessInfo.processInfo.environment["CAIRN_CASES"], !path.isEmpty {
            return VectorFolder(URL(fileURLWithPath: path, isDirectory: true))
        }
        return VectorFolder(
            URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("../shared/cases", isDirectory: true)
                .standardizedFileURL
        )
    }()

    /// Whether the folder is there.
    public static let exists = FileManager.default.fileExists(atPath: folder.url("answers").path)

    /// The content of a file of the folder.
    ///
    /// - Throws: What Foundation throws where the file can't be read.
    public static func text(_ path: String) throws -> String {
        String(decoding: try folder.bytes(path), as: UTF8.self)
    }

    /// The names of what is in a folder of the folder, in order; none where it is absent.
    public static func names(in path: String) -> [String] {
        // A folder that is absent has no files.
        (try? folder.names(in: path)) ?? []
    }
}
