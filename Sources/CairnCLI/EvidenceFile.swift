import Cairn
import CairnAudit
import CairnLog
import CairnModel
import CairnReport
import CairnVerification
import Foundation

/// An answer with the proofs of the entries that it cites: one JSON object a line, which anyone can verify without the ledger.
///
/// The first line is the answer's head, with `"format": "cairn/evidence/v1"`; then each row, as `{"row": …}`; then each cited entry, as
/// `{"entry": index, "files": {path: base64}}`, with the files of `cairn prove`. Where a body was redacted since the answer, its file is missing:
/// such an entry supports no row.
enum EvidenceFile {
    private static let format = "cairn/evidence/v1"
    private static let mostBytes = 1 << 30
    private static let mostLines = 1_000_000

    /// What a file turned out to support.
    struct Reading {
        let head: JSONValue
        var rows: [JSONValue] = []
        var proven: Set<UInt64> = []
        var withoutBody: Set<UInt64> = []
        var findings: [(UInt64, Finding)] = []

        /// The rows all of whose entries are proven.
        var supported: Int { rows(supportedBy: proven) }

        /// Whether every row would be supported if no body were redacted or withheld.
        var lacksOnlyBodies: Bool { findings.isEmpty && rows(supportedBy: proven.union(withoutBody)) == rows.count }

        private func rows(supportedBy entries: Set<UInt64>) -> Int {
            rows.count { row in CairnAudit.Answer.entries(of: row).allSatisfy(entries.contains) }
        }
    }

    static func write(_ answer: CairnAudit.Answer, to path: String, _ options: SharedOptions) async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let maker = EventProofMaker(reader)
        var bytes = head(answer)
        for row in answer.rows { bytes += line(.object([.init("row", row)])) }
        let progress = Progress("proving")
        let entries = answer.entries
        for (place, index) in entries.enumerated() {
            let files = try await maker.proof(of: index).files
            let members = files.sorted { $0.key < $1.key }.map {
                JSONValue.Member($0.key, .string(Base64.encode($0.value)))
            }
            bytes += line(.object([.init("entry", .integer(Int64(index))), .init("files", .object(members))]))
            progress.show(UInt64(place + 1), UInt64(entries.count))
        }
        progress.end()
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        Output.write(
            "Evidence for \(answer.rows.count) rows, \(entries.count) entries, written to \(path)\n",
            toError: true
        )
    }

    private static func head(_ answer: CairnAudit.Answer) -> [UInt8] {
        guard case .object(let members) = JSONReport.head(answer) else { return [] }
        return line(.object([.init("format", .string(format))] + members))
    }

    private static func line(_ value: JSONValue) -> [UInt8] { value.encoded + [UInt8(ascii: "\n")] }

    /// Whether a path leads to a file, rather than to an export or a proof.
    static func isOne(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path) && !StateDirectory.isFolder(path)
    }

    /// Reads a file and verifies every proof in it by the ledger's key.
    ///
    /// - Throws: `Finding` with code `export.malformed` where the file is no evidence.
    static func verify(_ path: String, by key: VerifierKey) throws -> Reading {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        guard data.count <= mostBytes else { throw malformed(path, 1, "the file has more than 1 GiB") }
        var reading: Reading?
        for (number, text) in data.split(separator: UInt8(ascii: "\n")).prefix(mostLines).enumerated() {
            let value: JSONValue
            do { value = try JSONValue(parsing: Array(text)) } catch { throw malformed(path, number + 1, "\(error)") }
            guard var current = reading else {
                guard value["format"]?.string == format else {
                    throw malformed(path, 1, "it doesn't begin with \(format)")
                }
                reading = Reading(head: value)
                continue
            }
            if let row = value["row"] {
                current.rows.append(row)
            } else if let index = value["entry"]?.integer.map({ UInt64($0) }),
                case .object(let members)? = value["files"]
            {
                take(index, members, key, &current)
            } else {
                throw malformed(path, number + 1, "neither a row nor an entry")
            }
            reading = current
        }
        guard let reading else { throw malformed(path, 1, "the file is empty") }
        return reading
    }

    private static func take(
        _ index: UInt64,
        _ members: [JSONValue.Member],
        _ key: VerifierKey,
        _ reading: inout Reading
    ) {
        do {
            var files: [String: [UInt8]] = [:]
            for member in members {
                guard let bytes = member.value.string.flatMap({ Base64.decode(Array($0.utf8)) }) else {
                    throw Finding(.exportMalformed, at: index, "\(member.name) is not base64")
                }
                files[member.name] = bytes
            }
            let proof = try EventProof(files: files)
            if let finding = proof.verify(by: key).findings.first(where: { $0.code != .bodyWithheld }) { throw finding }
            let proven = try Entry(parsing: proof.event.entry).index
            guard proven == index else { throw Finding(.exportMalformed, at: index, "the proof is of entry \(proven)") }
            if proof.event.body == nil { reading.withoutBody.insert(index) } else { reading.proven.insert(index) }
        } catch let finding as Finding {
            reading.findings.append((index, finding))
        } catch {
            reading.findings.append((index, Finding(.exportMalformed, at: index, "\(error)")))
        }
    }

    private static func malformed(_ path: String, _ line: Int, _ message: String) -> Finding {
        Finding(.exportMalformed, "\(path), line \(line): \(message)")
    }
}
