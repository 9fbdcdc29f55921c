import CairnLog
import Foundation
import Glibc

/// The directory of an export: files are written whole, and only where they are not there as they should be.
struct ExportDirectory: Sendable {
    /// Which bodies an export has.
    enum Bodies: String {
        /// All that the ledger has.
        case all
        /// Those that decide what counts, and what is redacted.
        case guarded
        /// Some files have all, some the guarded ones: an export was cut short.
        case mixed
    }

    /// Says which bodies are here, where it is not all: a verifier doesn't look at it, the next export does.
    private static let marker = "bodies/which"

    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// The checkpoint of the export that is there, or `nil` where none is.
    ///
    /// - Throws: ``CairnError`` with code `file.failed` where the checkpoint is damaged, or the directory holds what no export writes.
    func checkpoint() throws -> Checkpoint? {
        do {
            if let found = try StateFile(path + "/checkpoint").read()?.checkpoint { return found }
        } catch let error as LogError {
            throw CairnError(
                .file,
                "\(path)/checkpoint is damaged (\(error.message)): remove it, and export with --check, which mends the other files too"
            )
        }
        let ours = ["tile", "submissions", "bodies", "checkpoint.new"]
        // Where there is no directory yet, it is made.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        if let stranger = found.filter({ !ours.contains($0) }).min() {
            throw CairnError(
                .file,
                "\(path) holds something else, \(stranger): name a directory that is empty, new, or an export"
            )
        }
        return nil
    }

    /// Notes which bodies will be here, before the first is written.
    ///
    /// - Returns: Whether there are files already that may hold others.
    func beginBodies(_ wanted: Bodies) throws -> Bool {
        let isNew = !FileManager.default.fileExists(atPath: path + "/bodies")
        let isMixed = try !isNew && kept() != wanted
        try keep(isMixed ? .mixed : wanted)
        return isMixed
    }

    /// Notes that all bodies are as they should be, and removes what partial files of earlier exports hold.
    func endBodies(_ written: Bodies, size: UInt64) throws {
        let last = size % 256 == 0 ? nil : TileCoordinate.place(index: size / 256, width: Int(size % 256))
        let walk = FileManager.default.enumerator(atPath: path + "/bodies")
        while let found = walk?.nextObject() as? String {
            guard found.contains(".p/"), found != last else { continue }
            try DurableFile.remove(path + "/bodies/" + found)
        }
        try keep(written)
    }

    private func kept() throws(CairnError) -> Bodies {
        guard let bytes = try DurableFile.read(path + "/" + ExportDirectory.marker, atMost: 64) else { return .all }
        return Bodies(rawValue: String(decoding: bytes, as: UTF8.self)) ?? .mixed
    }

    /// Notes which bodies are here.
    func keep(_ bodies: Bodies) throws {
        guard bodies != .all else {
            if size(of: ExportDirectory.marker) != nil { try DurableFile.remove(path + "/" + ExportDirectory.marker) }
            return
        }
        try write(Array(bodies.rawValue.utf8), to: ExportDirectory.marker)
    }

    /// The size of a file that is there.
    func size(of path: String) -> Int? {
        // What can't be asked is written again.
        (try? FileManager.default.attributesOfItem(atPath: self.path + "/" + path)[.size]) as? Int
    }

    /// Writes a file unless it is there as it should be.
    ///
    /// - Returns: Whether it was there, and was something else.
    func replace(_ path: String, _ bytes: [UInt8]) throws -> Bool {
        try requireNoLink(path)
        guard size(of: path) != nil else {
            try write(bytes, to: path)
            return false
        }
        // What can't be read is written again.
        guard (try? DurableFile.read(self.path + "/" + path, atMost: bytes.count)) != bytes else { return false }
        try write(bytes, to: path)
        return true
    }

    /// Fails where a part of a path inside the directory is a symbolic link: who put it there chose what is written.
    ///
    /// The directory itself may be one.
    private func requireNoLink(_ path: String) throws(CairnError) {
        var place = self.path
        for part in path.split(separator: "/") {
            place += "/\(part)"
            var status = stat()
            guard unsafe lstat(place, &status) == 0 else { return }
            guard status.st_mode & S_IFMT != S_IFLNK else {
                throw CairnError(.file, "\(place) is a symbolic link, which no export has: nothing was written there")
            }
        }
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        try requireNoLink(path)
        let file = self.path + "/" + path
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try DurableFile.write(bytes, to: file)
    }

    /// Parts, each behind its length in two bytes.
    static func framed(_ parts: [[UInt8]]) -> [UInt8] {
        parts.reduce(into: []) { file, part in
            file += [UInt8(truncatingIfNeeded: part.count >> 8), UInt8(truncatingIfNeeded: part.count)]
            file += part
        }
    }
}
