import Cairn
import CairnAudit
import CairnLog
import CairnModel
import CairnReport
import CairnVerification
import Foundation

/// An answer with the proofs of the entries that it cites: one JSON object a line, which anyone can verify without the ledger.
///
/// The first line is `{"format":"cairn/evidence/v1"}`. Then comes the answer, byte for byte as `cairn ask --format jsonl` writes it: its head, and
/// each row as `{"row": …}`. Then each entry as `{"entry": index, "files": {path: base64}}`, with the files of `cairn prove`: those that rows
/// cite, under the checkpoint of the head; where none is cited, the last entry that the answer knew; and where the answer was recorded in the
/// ledger, the entry that says so, under a later checkpoint. Where a body was redacted since the answer, its file is missing: such an entry
/// supports no row.
enum EvidenceFile {
    static let format = "cairn/evidence/v1"

    /// Whether a path leads to a file, rather than to an export or a proof.
    static func isOne(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path) && !StateDirectory.isFolder(path)
    }

    /// Writes the answer and the proofs of what it cites, and of the entry that records it, where it is sealed.
    static func write(
        _ answer: CairnAudit.Answer,
        recordedBy record: UInt64?,
        to path: String,
        _ reader: LedgerReader
    ) async throws {
        guard !answer.checkpoint.isEmpty, answer.knownAt > 0 else {
            throw CairnError(.noEntry, "no checkpoint covers what the answer knew: run cairn seal and cairn project")
        }
        let maker = EventProofMaker(reader)
        var bytes = line(.object([.init("format", .string(format))]))
        for text in JSONReport.lines(answer) { bytes += text + [UInt8(ascii: "\n")] }
        let progress = Progress("proving")
        let entries = answer.entries.isEmpty ? [answer.knownAt - 1] : answer.entries
        for (place, index) in entries.enumerated() {
            bytes += line(index, try await maker.proof(of: index, under: answer.checkpoint))
            progress.show(UInt64(place + 1), UInt64(entries.count))
        }
        progress.end()
        if let record { bytes += line(record, try await maker.proof(of: record)) }
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        Output.write(
            "Evidence for \(answer.rows.count) rows, \(entries.count) entries, written to \(path)\n",
            toError: true
        )
    }

    /// Adds the proof of an entry to a file that is there.
    static func add(_ index: UInt64, to path: String, _ reader: LedgerReader) async throws {
        let url = URL(fileURLWithPath: path)
        let data = try Data(contentsOf: url)
        guard data.starts(with: line(.object([.init("format", .string(format))]))), data.last == UInt8(ascii: "\n")
        else {
            throw CairnError(.file, "\(path) is no evidence file: it doesn't begin with the format \(format)")
        }
        let proof = try await EventProofMaker(reader).proof(of: index)
        try (data + Data(line(index, proof))).write(to: url, options: .atomic)
    }

    private static func line(_ index: UInt64, _ proof: EventProof) -> [UInt8] {
        let members = proof.files.sorted { $0.key < $1.key }.map {
            JSONValue.Member($0.key, .string(Base64.encode($0.value)))
        }
        return line(.object([.init("entry", .integer(Int64(index))), .init("files", .object(members))]))
    }

    private static func line(_ value: JSONValue) -> [UInt8] { value.encoded + [UInt8(ascii: "\n")] }
}
