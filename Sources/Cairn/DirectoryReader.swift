/// Reads the files of an export, and nothing outside it.
public struct DirectoryReader: Sendable {
    private let directory: String

    /// Takes the path of the export.
    public init(_ directory: String) {
        self.directory = directory
    }

    /// The content of a file, or `nil` where there is none.
    ///
    /// - Throws: ``CairnError`` with code `file.failed` where the file can't be read or is larger than 64 MiB.
    public func read(_ path: String) throws(CairnError) -> [UInt8]? {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw CairnError(.file, "\(path) is not inside the export")
        }
        return try DurableFile.read(directory + "/" + path, atMost: 64 * 1_048_576)
    }
}
