import CairnLog
import CairnTestSupport
import CairnVerification
import Foundation

/// The exports that an independent program made, read as a verifier reads them.
enum ExportVectors {
    struct Expected: Decodable {
        let code: String?
        let index: UInt64?
        let exit: Int32
    }

    private struct Key: Decodable {
        let verifierKey: String
    }

    static let origin = "ledger.hospital-a.example/imaging"
    static let broken: [String] = {
        let folder = Vectors.folder.appending(path: "format1-bad")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []  // Absent: no cases.
        return names.sorted()
    }()

    static func expected(_ name: String) throws -> Expected {
        let file = Vectors.folder.appending(path: "format1-bad/\(name)/expected.json")
        return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
    }

    static func ledgerKey() throws -> VerifierKey {
        let file = Vectors.folder.appending(path: "format1/keys.json")
        let keys = try JSONDecoder().decode([String: Key].self, from: Data(contentsOf: file))
        return try VerifierKey(parsing: keys[origin]?.verifierKey ?? "")
    }

    static func files(_ export: String) throws -> [String: [UInt8]] {
        try files(in: Vectors.folder.appending(path: export))
    }

    /// The files of a folder, by their paths inside it.
    static func files(in folder: URL) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: path)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[path] = [UInt8](try Data(contentsOf: file))
            }
        }
        return files
    }

    /// The last ledger key that the export itself names, as an auditor would have been given it.
    static func currentKey(_ files: [String: [UInt8]]) throws -> VerifierKey {
        let text = files.filter { $0.key.hasPrefix("tile/entries/") }.map { String(decoding: $0.value, as: UTF8.self) }
            .joined()
        guard let change = text.range(of: "cairn.ledger.key-changed.v1"),
            let start = text[change.upperBound...].range(of: "\"key\":\""),
            let end = text[start.upperBound...].firstIndex(of: "\"")
        else { return try ledgerKey() }
        return try VerifierKey(parsing: String(text[start.upperBound..<end]))
    }

    static func verify(_ export: String) async throws -> Verdict {
        let files = try files(export)
        return try await verify(files, by: currentKey(files))
    }

    static func verify(_ files: [String: [UInt8]], by key: VerifierKey) async throws -> Verdict {
        try await LedgerVerifier(ledgerKey: key).verify(ExportSource { files[$0] })
    }
}
