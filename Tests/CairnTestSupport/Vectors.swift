public import Foundation

/// The folder of test vectors that others wrote.
///
/// It is looked for at the path in the environment variable `CAIRN_VECTORS`, and otherwise at `../shared/vectors` from
/// the package root. Suites that read it are disabled, by name, where it is absent:
/// `.enabled(if: Vectors.exists, "the folder of test vectors is absent")`.
public enum Vectors {
    private static let folder: VectorFolder = {
        if let path = ProcessInfo.processInfo.environment["CAIRN_VECTORS"], !path.isEmpty {
            return VectorFolder(URL(fileURLWithPath: path, isDirectory: true))
        }
        return VectorFolder(
            URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("../shared/vectors", isDirectory: true)
                .standardizedFileURL
        )
    }()

    /// Whether the folder is there.
    public static let exists = FileManager.default.fileExists(atPath: folder.url("README.md").path)

    /// Where a file of the folder is, such as `wycheproof/ed25519_test.json`.
    public static func url(_ path: String) -> URL { folder.url(path) }

    /// The content of a file of the folder.
    ///
    /// - Throws: What Foundation throws where the file can't be read.
    public static func bytes(_ path: String) throws -> [UInt8] { try folder.bytes(path) }

    /// A JSON file of the folder, decoded.
    ///
    /// - Throws: What Foundation throws where the file can't be read or is not of that shape.
    public static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
        try folder.decode(type, from: path)
    }

    /// The names of what is in a folder of the folder, in order.
    ///
    /// - Throws: What Foundation throws where it can't be read.
    public static func names(in path: String) throws -> [String] { try folder.names(in: path) }
}
