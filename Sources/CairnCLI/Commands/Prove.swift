import ArgumentParser
import Cairn
import CairnModel
import CairnVerification
import Foundation

struct Prove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the proof for one event: a folder that anyone can verify, without the ledger.",
        discussion: """
            Such a proof can't show that the author's key was not revoked before: only the whole ledger can. Where the body is
            redacted or discarded, it shows who signed when, not what.

            Examples:
              cairn prove 17 --output proof/ && cairn verify proof/ --ledger-key ledger.vkey
              cairn prove 214 --evidence g6.evidence
            """
    )
    @Argument(help: "The index of the entry.")
    var index: UInt64
    @Option(help: "The folder to write; it must not be there yet.")
    var output: String?
    @Option(help: "Instead of a folder: the evidence file to add to, the proof of the entry that records its answer.")
    var evidence: String?
    @OptionGroup var options: SharedOptions

    func validate() throws {
        guard (output == nil) != (evidence == nil) else {
            throw ValidationError("name a folder with --output, or a file with --evidence")
        }
    }

    func run() async throws {
        if let output, FileManager.default.fileExists(atPath: output) {
            throw CairnError(.file, "\(output) is there already: name another folder")
        }
        guard index < Limits.numbers else { throw CairnError(.noEntry, "there is no entry \(index)") }
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        guard let output else {
            let file = evidence ?? ""
            try await EvidenceFile.add(index, to: file, reader)
            if options.json { return try Output.json(members: ["file": .text(file), "index": .number(index)]) }
            return Output.line("The proof of entry \(index) was added to \(file)")
        }
        let proof = try await EventProofMaker(reader).proof(of: index)
        try EventProofFolder.write(proof.files, to: output)
        let hasBody = proof.event.body != nil
        if options.json {
            return try Output.json(members: [
                "directory": .text(output), "index": .number(index), "hasBody": .flag(hasBody),
            ])
        }
        Output.line("The proof of entry \(index) is in \(output)")
        if !hasBody {
            Output.line(
                "Its body is not here any more: the proof shows who signed when, not what (cairn show \(index))",
                .remark
            )
        }
    }
}
