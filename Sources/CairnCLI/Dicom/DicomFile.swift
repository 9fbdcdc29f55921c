import Cairn
import CairnCrypto
import Foundation

/// One file that was looked at: its header, its size, and the hash of its bytes.
struct DicomFile: Sendable {
    let path: String
    let header: DicomHeader
    let bytes: Int64
    let hash: Hash

    /// The most files whose headers one call of `dcmdump` reads.
    static let batch = 64

    /// Looks at files: headers by DCMTK's `dcmdump`, which skips pixels, and hashes piece by piece.
    static func read(_ paths: [String]) throws -> [DicomFile] {
        let headers = try headers(paths)
        return try zip(paths, headers).map { path, header in
            let (hash, bytes) = try hash(of: path)
            return DicomFile(path: path, header: header, bytes: bytes, hash: hash)
        }
    }

    /// The headers of files, as far as each can be read: a truncated file has those before its end.
    private static func headers(_ paths: [String]) throws -> [DicomHeader] {
        let elements = DicomHeader.Element.allCases.flatMap { ["+P", $0.rawValue] }
        // Its status says only that some file is unreadable: that file then has no elements.
        let text = try Subprocess.output(
            dcmdump(),
            ["-q", "+E", "+F", "-Un", "-M", "+p", "+L"] + elements + paths,
            atMost: 16 * 1_048_576
        )
        return DicomHeader.parse(text, files: paths.count)
    }

    /// Every plain file at or below the paths, in order; links are not followed.
    static func find(_ paths: [String]) throws -> [String] {
        var files: [String] = []
        for path in paths {
            let absolute = URL(fileURLWithPath: path).standardizedFileURL
            guard FileManager.default.fileExists(atPath: absolute.path) else {
                throw CairnError(.file, "\(path) is not there")
            }
            guard absolute.hasDirectoryPath || isFolder(absolute) else {
                files.append(absolute.path)
                continue
            }
            for name in try FileManager.default.subpathsOfDirectory(atPath: absolute.path) {
                let file = absolute.appending(path: name)
                if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                    files.append(file.path)
                }
            }
        }
        return files.sorted()
    }

    private static func isFolder(_ url: URL) -> Bool {
        // What can't be asked is taken for a file, and then can't be read.
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    private static func hash(of path: String) throws -> (Hash, Int64) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw CairnError(.file, "\(path) can't be read") }
        defer { try? file.close() }  // It was only read.
        var hasher = SHA256()
        var count: Int64 = 0
        while let piece = try file.read(upToCount: 1_048_576), !piece.isEmpty {
            hasher.update([UInt8](piece))
            count += Int64(piece.count)
        }
        return (hasher.finish(), count)
    }

    private static func dcmdump() throws -> String {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/dcmdump" }
        guard let program = (path + ["/usr/bin/dcmdump"]).first(where: FileManager.default.isExecutableFile) else {
            throw CairnError(.file, "dcmdump is not installed here: install Debian's package dcmtk")
        }
        return program
    }
}
