import CairnAudit
import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Foundation

/// What an evidence file turned out to prove, read with the ledger's key and nothing else.
///
/// Rows and head are what whoever wrote the file says, until an entry of the ledger has their digest.
struct EvidenceReading {
    /// The answer's code.
    private(set) var question = ""
    private(set) var rows: [JSONValue] = []
    private(set) var proven: Set<UInt64> = []
    private(set) var withoutBody: Set<UInt64> = []
    private(set) var findings: [Finding] = []
    /// The entry of the file that has the digest of its answer.
    private(set) var recordedBy: UInt64?

    private let key: VerifierKey
    private var checkpoint: [UInt8] = []
    private var knownAt: UInt64 = 0
    private var hasHead = false
    private var hasEntries = false
    private var records: [(index: UInt64, digest: String)] = []

    private static let mostBytes = 1 << 30
    private static let mostLines = 1_000_000

    /// Reads a file and verifies every proof in it by the ledger's key.
    ///
    /// - Throws: `Finding` with code `export.malformed` where the file is no evidence.
    init(_ path: String, by key: VerifierKey) throws {
        self.key = key
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        func malformed(_ line: Int, _ message: String) -> Finding {
            Finding(.exportMalformed, "\(path), line \(line): \(message)")
        }
        guard data.count <= EvidenceReading.mostBytes else { throw malformed(1, "the file has more than 1 GiB") }
        guard data.last == UInt8(ascii: "\n") else { throw malformed(1, "the file is empty, or was cut off") }
        var answer = SHA256()
        var lines = 0
        for text in data.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lines += 1
            guard lines <= EvidenceReading.mostLines else {
                throw malformed(lines, "the file has more than \(EvidenceReading.mostLines) lines")
            }
            do {
                if try take(JSONValue(parsing: Array(text)), isFirst: lines == 1) {
                    answer.update(Array(text) + [UInt8(ascii: "\n")])
                }
            } catch let fault as Malformed {
                throw malformed(lines, fault.message)
            } catch let error as BodyError {
                throw malformed(lines, "\(error)")
            }
        }
        guard hasHead else { throw malformed(lines + 1, "the answer is missing") }
        finish(Base64.encode(answer.finish().bytes))
    }

    /// The rows all of whose entries are proven; a row that cites none is not one.
    var supported: Int { rows(supportedBy: proven) }

    /// The rows that cite no entry, such as what the law gives everybody: nothing but the answer's digest vouches for them.
    var uncited: Int { rows.count { CairnAudit.Answer.citations(of: $0) == [] } }

    /// Whether nothing is wrong and every row that cites entries is supported.
    var isWhole: Bool { findings.isEmpty && supported + uncited == rows.count }

    /// Whether that would be so if no body were redacted or withheld.
    var lacksOnlyBodies: Bool {
        findings.isEmpty && rows(supportedBy: proven.union(withoutBody)) + uncited == rows.count
    }

    private func rows(supportedBy entries: Set<UInt64>) -> Int {
        rows.count { row in
            CairnAudit.Answer.citations(of: row).map { !$0.isEmpty && $0.allSatisfy(entries.contains) } ?? false
        }
    }

    private struct Malformed: Error {
        let message: String
    }

    /// Takes a line, and says whether it is one of the answer's.
    private mutating func take(_ value: JSONValue, isFirst: Bool) throws -> Bool {
        if isFirst {
            guard value == .object([.init("format", .string(EvidenceFile.format))]) else {
                throw Malformed(message: "it doesn't begin with the format \(EvidenceFile.format)")
            }
            return false
        }
        if !hasHead {
            takeHead(value)
            return true
        }
        if let row = value["row"], !hasEntries {
            rows.append(row)
            return true
        }
        guard let index = value["entry"]?.integer.flatMap({ UInt64(exactly: $0) }),
            case .object(let members)? = value["files"]
        else { throw Malformed(message: "neither a row before all entries, nor an entry with an index and files") }
        hasEntries = true
        take(index, members)
        return false
    }

    /// The head names the ledger, how much of it was known, and a checkpoint of the ledger's key that covers this.
    private mutating func takeHead(_ head: JSONValue) {
        hasHead = true
        question = head["question"]?.string ?? ""
        let fault: String?
        if head["ledger"]?.string?.utf8.elementsEqual(key.name.bytes) != true {
            fault = "the answer is about another ledger than the key's"
        } else if let known = head["knownAt"]?.integer.flatMap({ UInt64(exactly: $0) }), known > 0 {
            knownAt = known
            checkpoint = head["checkpoint"]?.string.map { Array($0.utf8) } ?? []
            fault = EvidenceReading.fault(checkpoint, known, key)
        } else {
            fault = "the answer doesn't say how many entries it knew"
        }
        if let fault { add(Finding(.evidenceHead, fault)) }
    }

    private static func fault(_ checkpoint: [UInt8], _ known: UInt64, _ key: VerifierKey) -> String? {
        do {
            let parsed = try LedgerCheckpoint(parsing: checkpoint)
            guard parsed.checkpoint.origin == key.name else { return "its checkpoint is another ledger's" }
            try parsed.note.verify(key)
            return known <= parsed.checkpoint.size ? nil : "its checkpoint covers fewer entries than it knew"
        } catch {
            return "its checkpoint was not signed by the ledger's key: \(error)"
        }
    }

    private mutating func take(_ index: UInt64, _ members: [JSONValue.Member]) {
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
            if index < knownAt {
                guard proof.event.proof.checkpoint == checkpoint else {
                    throw Finding(.evidenceHead, at: index, "it is proven under another checkpoint than the answer's")
                }
            } else if let body = proof.event.body {
                records.append((index, try EvidenceReading.digest(recordedIn: body, at: index)))
            }
            if proof.event.body == nil { withoutBody.insert(index) } else { self.proven.insert(index) }
        } catch let finding as Finding {
            add(finding)
        } catch {
            add(Finding(.exportMalformed, at: index, "\(error)"))
        }
    }

    /// The digest of the answer that a body says was given.
    private static func digest(recordedIn body: [UInt8], at index: UInt64) throws -> String {
        let body = try Body(checking: body)
        guard body.type.name == Vocabulary.auditReportGenerated.type.name,
            let digest = try JSONValue(parsing: body.bytes)["data"]?[Vocabulary.resultHash.name]?.string
        else {
            throw Finding(.evidenceHead, at: index, "the answer didn't know this entry, which records no answer either")
        }
        return digest
    }

    private mutating func finish(_ digest: String) {
        recordedBy = records.first { $0.digest.utf8.elementsEqual(digest.utf8) }?.index
        if recordedBy == nil, let record = records.first {
            add(Finding(.evidenceAnswer, at: record.index, "it records another answer than the one in the file"))
        }
        if proven.isEmpty, withoutBody.isEmpty, findings.isEmpty {
            add(Finding(.evidenceUnproven, "no entry is proven in this file: anyone could have written it"))
        }
    }

    private mutating func add(_ finding: Finding) {
        if findings.count < 1_000 { findings.append(finding) }
    }
}
