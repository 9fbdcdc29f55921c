public import Foundation

/// A folder of test vectors.
public struct VectorFolder: Sendable {
    /// Where the folder is, or would be.
    public let url: URL

    /// Takes a folder, whether it is there or not.
    public init(_ url: URL) {
        self.url = url
    }

    /// The exports in the repository: one that an independent program made, and one for each rule that it breaks.
    public static let exports = VectorFolder(
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors", isDirectory: true)
    )

    /// Where a file of the folder is.
    public func url(_ path: String) -> URL {
        url.appendingPathComponent(path)
    }

    /// The content of a file of the folder.
    ///
    /// - Throws: What Foundation throws where the file can't be read.
    public func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(path)))
    }

    /// A JSON file of the folder, decoded.
    ///
    /// - Throws: What Foundation throws where the file can't be read or is not of that shape.
    public func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: url(path)))
    }

    /// The names of what is in a folder of the folder, in order.
    ///
    /// - Throws: What Foundation throws where it can't be read.
    public func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url(path).path).sorted()
    }

    /// Every regular file below a folder of the folder, by its path inside that.
    ///
    /// - Throws: What Foundation throws where one can't be read.
    public func files(in path: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: url(path).path) {
            let file = url(path + "/" + name)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[name] = [UInt8](try Data(contentsOf: file))
            }
        }
        return files
    }
}
