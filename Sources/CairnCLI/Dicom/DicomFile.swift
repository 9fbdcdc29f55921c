import Cairn
import CairnCrypto
import Foundation

/// One file that was looked at: its header, its size, and the hash of its bytes.
struct DicomFile: Sendable {
    let path: String
    let header: DicomHeader
    let bytes: Int64
    let hash: Hash
    /// Whether the file could be opened; where it couldn't, the hash is of its path.
    let isReadable: Bool

    /// The most files whose headers one call of `dcmdump` reads.
    static let batch = 64

    /// Looks at files: headers by DCMTK's `dcmdump`, which skips pixels, and hashes piece by piece.
    static func read(_ paths: [String]) throws -> [DicomFile] {
        let plain = paths.filter(isPlain)
        let found = Dictionary(zip(plain, try plain.isEmpty ? [] : headers(plain))) { first, _ in first }
        return try paths.map { path in
            guard let header = found[path], let (hash, bytes) = try hash(of: path) else {
                let name = SHA256.hash(Array("unreadable\n\(path)".utf8))
                return DicomFile(path: path, header: DicomHeader([:]), bytes: 0, hash: name, isReadable: false)
            }
            return DicomFile(path: path, header: header, bytes: bytes, hash: hash, isReadable: true)
        }
    }

    /// The headers of files, as far as each can be read: a truncated file has those before its end.
    private static func headers(_ paths: [String]) throws -> [DicomHeader] {
        let elements = DicomHeader.Element.allCases.flatMap { ["+P", $0.rawValue] }
        // Under numbers: a file's name is from outside, and would stand in what is parsed.
        let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // What stays is a folder of links.
        let links = try paths.indices.map { number in
            let link = folder.appending(path: "\(number)").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: paths[number])
            return link
        }
        // Its status says only that some file is unreadable: that file then has no elements.
        let text = try Subprocess.output(
            dcmdump(),
            ["-q", "+E", "+F", "-Un", "-M", "+p", "+L", "+Qn"] + elements + links,
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
            files += below(absolute)
        }
        return files.sorted()
    }

    /// The plain files below a folder; what can't be looked at, a folder that is locked too, is among them, and then can't be read.
    private static func below(_ folder: URL) -> [String] {
        var files: [String] = []
        let walk = FileManager.default.enumerator(
            at: folder,
            includingPropertiesForKeys: [.isRegularFileKey],
            options: []
        ) { url, _ in
            files.append(url.path)
            return true
        }
        while let file = walk?.nextObject() as? URL {
            // What can't be asked is taken for a file.
            let isFile = (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? true
            if isFile { files.append(file.path) }
        }
        return Array(Set(files))
    }

    private static func isPlain(_ path: String) -> Bool {
        // What can't be asked can't be read either.
        let type = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        )[.type]
        return type as? FileAttributeType == .typeRegular
    }

    private static func isFolder(_ url: URL) -> Bool {
        // What can't be asked is taken for a file, and then can't be read.
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// Hash and size of a file, or `nil` where it can't be opened.
    private static func hash(of path: String) throws -> (Hash, Int64)? {
        // Opening a pipe would wait for whoever writes into it.
        guard isPlain(path), let file = FileHandle(forReadingAtPath: path) else { return nil }
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
