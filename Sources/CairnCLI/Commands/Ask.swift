import ArgumentParser
import Cairn
import CairnAudit
import CairnCrypto
import CairnLog
import CairnModel
import CairnReport
import Foundation

struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer a question of the GDPR or the EHDS Regulation, with the entries that the answer is based on.",
        discussion: """
            Without a question, lists them by article and need. The parameters of a question are options of its own names:
            cairn ask g7 --explain shows them. Answers are based on what cairn project has brought in.
            With --author, or CAIRN_ASK_AUTHOR set once for every question, the ledger records that the question was asked, and the hash of the
            answer; the answer says whether it did. With --evidence, too, the file has that entry: it proves what was answered, not only that
            the cited entries are genuine.

            Examples: cairn ask
                      cairn ask g7 --subject 7f3a… --from 2026-01-01
                      cairn ask g1 --from 2026-01-01 --to 2026-07-01 --format html --output g1.html
                      cairn ask g6 --subject 7f3a… --valid-at 2026-03-01 --known-at 5000 --format pdf --output g6.pdf
                      cairn ask g6 --local-id 'MRN 1234' --evidence g6.evidence
            """
    )
    @Argument(help: "The question's code.")
    var question: String?
    @Argument(parsing: .allUnrecognized, help: "The question's parameters, as --name value.")
    var parameters: [String] = []
    @Flag(help: "Show the parameters and columns of the question, and what it can't tell.")
    var explain = false
    @Option(help: "The time in the world that is asked about; now, if it isn't given.")
    var validAt: String?
    @Option(help: "The ledger's size that may be known; everything, if it isn't given.")
    var knownAt: UInt64?
    @Option(help: "text, csv (for a spreadsheet), jsonl (for a program), html or pdf.")
    var format = "text"
    @Option(help: "The file to write; standard output, if it isn't given.")
    var output: String?
    @Option(help: "Also write the cited entries with their proofs to this file; cairn verify checks it.")
    var evidence: String?
    @Option(help: "How many seconds --evidence waits until the record of --author is sealed.")
    var wait: UInt16 = 30
    @Option(help: "The subject's local patient number, instead of --subject: looked up in the vault, and in no answer.")
    var localID: String?
    @Option(help: "Who issued the local identifier, as DICOM's issuer of patient id has it.")
    var localIssuer = ""
    @Flag(help: "Name the acting people, by their random ids.")
    var people = false
    @Option(help: "The most rows to list.")
    var limit = 10_000
    @Option(help: "Who asks, as the answer says: a role or service, not a name.")
    var asker = "officer"
    @Option(help: "The author, with the role audit, whose key records that this was asked; else CAIRN_ASK_AUTHOR.")
    var author: String?
    @OptionGroup var options: SharedOptions

    func run() async throws {
        guard let question else { return try list() }
        let asked = try Question.named(question)
        if explain { return try explain(asked) }
        guard format == "pdf" || ReportFormat(rawValue: format) != nil else {
            throw ValidationError("--format is text, csv, jsonl, html or pdf")
        }
        guard format != "pdf" || output != nil else { throw ValidationError("--format pdf needs --output FILE") }
        guard limit > 0 else { throw ValidationError("--limit is a number from 1") }
        let given = try await given(asked)
        let answer = try await Auditor.with(options.address, options.origin()) { auditor in
            try await auditor.answer(
                asked,
                given,
                validAt: validAt.map { try Auditor.time($0, "valid-at") },
                knownAt: knownAt,
                asker: asker,
                now: SharedOptions.now(),
                showsPeople: people,
                limit: limit
            )
        }
        let recorded = try await record(answer)
        try write(answer, recorded)
        if let evidence { try await write(answer, recorded, evidence: evidence) }
    }

    /// Writes the evidence, with the entry that records the answer once it is sealed; where that takes too long, says what is missing.
    private func write(_ answer: CairnAudit.Answer, _ recorded: UInt64?, evidence: String) async throws {
        let reader = try await LedgerReader(database: options.address, origin: options.origin())
        defer { reader.close() }
        let record = try await sealed(recorded, reader)
        try await EvidenceFile.write(answer, recordedBy: record, to: evidence, reader)
        if let recorded, record == nil {
            Output.write(
                "cairn: entry \(recorded), which records the answer, is not sealed yet, so the file doesn't prove what was "
                    + "answered: run cairn seal, then cairn prove \(recorded) --evidence \(evidence)\n",
                toError: true
            )
            throw ExitCode(3)
        }
    }

    /// The entry, once a checkpoint covers it; nothing where none did in time.
    private func sealed(_ entry: UInt64?, _ reader: LedgerReader) async throws -> UInt64? {
        guard let entry else { return nil }
        let end = ContinuousClock.now + .seconds(Int(wait))
        while true {
            if let size = try await reader.checkpoint()?.checkpoint.size, size > entry { return entry }
            guard ContinuousClock.now < end else { return nil }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Records that the question was answered, where an author is named: no key is used that nobody named.
    private func record(_ answer: CairnAudit.Answer) async throws -> UInt64? {
        guard let author = author ?? ProcessInfo.processInfo.environment["CAIRN_ASK_AUTHOR"], !author.isEmpty else {
            return nil
        }
        let resultHash = SHA256.hash(JSONReport.lines(answer).flatMap { $0 + [UInt8(ascii: "\n")] })
        let asked = JSONValue.object(answer.parameters.map { .init($0.name, .string($0.value)) })
        let event = try FormedEvent(Vocabulary.auditReportGenerated) {
            $0[Vocabulary.question] = answer.question.code
            $0[Vocabulary.knownAt] = Int64(answer.knownAt)
            $0[Vocabulary.validAt] = answer.validAt
            $0[Vocabulary.rows] = Int64(answer.tally.rows)
            $0[Vocabulary.resultHash] = resultHash
            $0[Vocabulary.parameters] = SHA256.hash(asked.encoded)
            $0[Vocabulary.format] = format
            $0[Vocabulary.actor] = Actor(asker, kind: "person")
        }
        return try await options.withAppender(options.directory.key(author)) {
            try await $0.append(event, source: "urn:cairn:cli", time: answer.askedAt).index
        }
    }

    private func write(_ answer: CairnAudit.Answer, _ recorded: UInt64?) throws {
        if options.json || format == "jsonl" {
            return try deliver(JSONReport.lines(answer).map { String(decoding: $0, as: UTF8.self) + "\n" }.joined())
        }
        switch format {
        case "csv": try deliver(CSVReport.text(answer, recordedAt: recorded))
        case "html": try deliver(HTMLReport.text(answer, recordedAt: recorded))
        case "pdf":
            try PDF.write(HTMLReport.text(answer, recordedAt: recorded), to: output ?? "answer.pdf")
            Output.write("Written to \(output ?? "answer.pdf")\n", toError: true)
        default: try deliver(TextReport.lines(answer, recordedAt: recorded).map { Output.escaped($0) + "\n" }.joined())
        }
    }

    private func deliver(_ text: String) throws {
        guard let output else { return Output.write(text) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        Output.write("Written to \(output)\n", toError: true)
    }

    /// The parameters as `--name value` or `--name=value`.
    private func given(_ question: Question) async throws -> [String: String] {
        var given: [String: String] = [:]
        var rest = parameters[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                throw ValidationError("\(word) stands alone: parameters are --name value")
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init
            )
            guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                throw ValidationError("\(word) has no value")
            }
            guard given.updateValue(value, forKey: parts[0]) == nil else {
                throw ValidationError("\(word) is given twice")
            }
        }
        if let localID {
            guard given["subject"] == nil else { throw ValidationError("give --subject or --local-id, not both") }
            given["subject"] = try await LocalSubject.find(localID, issuer: localIssuer, options)
        }
        return given
    }

    private func list() throws {
        for question in Question.all {
            if options.json {
                try Output.json([
                    "code": question.code, "article": question.article, "title": question.title, "need": question.need,
                ])
            } else {
                let code = question.code + String(repeating: " ", count: max(0, 4 - question.code.count))
                Output.line("\(code) \(question.article): \(question.title)")
                Output.line("     when \(question.need)")
            }
        }
    }

    private func explain(_ question: Question) throws {
        Output.line("\(question.code): \(question.title) (\(question.article))")
        Output.line("When \(question.need).")
        Output.line("")
        for parameter in question.parameters {
            Output.line(
                "  --\(parameter.name) \(parameter.kind.word)\(parameter.isRequired ? " (required)" : ""): \(parameter.meaning)"
            )
        }
        Output.line("")
        for column in question.columns {
            Output.line("  \(column.name): \(column.meaning)\(column.audience == .officers ? " (with --people)" : "")")
        }
        Output.line("  entries: the entries of the ledger that the row is based on")
        Output.line("")
        Output.line("What it can't tell: \(question.cannotTell)")
    }
}
