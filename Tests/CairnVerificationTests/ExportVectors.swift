import CairnLog
import CairnTestSupport
import CairnVerification

/// The exports that an independent program made, read as a verifier reads them: one that verifies, and one for each rule
/// that it breaks.
enum ExportVectors {
    /// What a verifier must say of an export.
    struct Expected: Decodable {
        /// A finding as it is written in the file: code and index.
        struct Place: Decodable, Equatable, CustomStringConvertible {
            let code: String
            let index: UInt64?
            var description: String { "\(code) \(index.map(String.init) ?? "-")" }

            init(_ finding: Finding) {
                code = finding.code.rawValue
                index = finding.index
            }

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                code = try list.decode(String.self)
                index = try list.decodeIfPresent(UInt64.self)
            }
        }

        let code: String?
        let index: UInt64?
        let exit: Int32
        let ledgerKey: String
        /// All findings in their order, where the exit code is 0 or 3.
        let findings: [Place]?
    }

    /// A key of the good export.
    struct Key: Decodable {
        let verifierKey: String
        let ed25519Seed: String

        var seed: [UInt8] {
            stride(from: 0, to: ed25519Seed.count, by: 2).compactMap { place in
                let start = ed25519Seed.index(ed25519Seed.startIndex, offsetBy: place)
                return UInt8(ed25519Seed[start..<ed25519Seed.index(start, offsetBy: 2)], radix: 16)
            }
        }
    }

    static let origin = "ledger.hospital-a.example/imaging"
    static let broken: [String] = {
        // Without them, the test that counts them fails.
        (try? VectorFolder.exports.names(in: "export-v1-bad")) ?? []
    }()

    static func expected(_ name: String) throws -> Expected {
        try VectorFolder.exports.decode(Expected.self, from: "export-v1-bad/\(name)/expected.json")
    }

    static func keys() throws -> [String: Key] {
        try VectorFolder.exports.decode([String: Key].self, from: "export-v1/keys.json")
    }

    static func ledgerKey() throws -> VerifierKey {
        try VerifierKey(parsing: keys()[origin]?.verifierKey ?? "")
    }

    /// The files of an export, without what is beside it.
    static func files(_ export: String) throws -> [String: [UInt8]] {
        try VectorFolder.exports.files(in: export).filter { !["keys.json", "expected.json"].contains($0.key) }
    }

    /// What the verifier says; `nil` where the key that it is given is malformed and the checkpoint is not.
    static func verdict(_ files: [String: [UInt8]], by key: String) async throws -> Verdict? {
        let parsed: VerifierKey
        do { parsed = try VerifierKey(parsing: key) } catch {
            return try await LedgerVerifier.verdict(onFormOf: ExportSource { files[$0] })
        }
        return try await verify(files, by: parsed)
    }

    static func verify(
        _ files: [String: [UInt8]],
        by key: VerifierKey,
        withoutBodies: Bool = false
    ) async throws -> Verdict {
        try await LedgerVerifier(ledgerKey: key, withoutBodies: withoutBodies)
            .verify(ExportSource(withoutBodies: withoutBodies) { files[$0] })
    }
}
