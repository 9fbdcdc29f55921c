import CairnVerification

/// What an evidence file proves, as people and programs read it.
struct EvidenceReport: Encodable {
    private let verdict: String
    let exitCode: Int32
    private let question: String
    private let rows: Int
    private let supportedRows: Int
    private let rowsWithoutEntries: Int
    private let provenEntries: Int
    private let entriesWithoutBody: Int
    private let recordedBy: UInt64?
    private let findings: [String]
    private let withoutBody: [UInt64]

    private enum CodingKeys: String, CodingKey {
        case verdict, exitCode, question, rows, supportedRows, rowsWithoutEntries, provenEntries, entriesWithoutBody
        case recordedBy, findings
    }

    init(_ reading: EvidenceReading) {
        (verdict, exitCode) =
            if !reading.isWhole {
                ("NOT SUPPORTED", reading.lacksOnlyBodies ? 3 : 2)
            } else if reading.recordedBy == nil {
                ("the cited entries are genuine; the answer itself is not proven", 3)
            } else {
                ("this is what was answered, and the cited entries are genuine", 0)
            }
        question = reading.question
        rows = reading.rows.count
        supportedRows = reading.supported
        rowsWithoutEntries = reading.uncited
        provenEntries = reading.proven.count
        entriesWithoutBody = reading.withoutBody.count
        recordedBy = reading.recordedBy
        findings = reading.findings.map { "\($0)" }
        withoutBody = reading.withoutBody.sorted()
    }

    func write() {
        Output.line("Verdict: \(verdict)", exitCode == 0 ? .good : exitCode == 3 ? .remark : .bad)
        Output.line("  Question \(question): \(supportedRows) of \(rows) rows are based on entries that are proven")
        if rowsWithoutEntries > 0 {
            Output.line("  Rows that cite no entry: \(rowsWithoutEntries), which no proof supports")
        }
        Output.line("  Proven entries: \(provenEntries), under the checkpoint that the ledger's key signed")
        if let recordedBy {
            Output.line("  Entry \(recordedBy) has the digest of the answer: its author signed that this was answered")
        } else {
            Output.line("  Rows, verdicts and numbers may have been changed: no entry in the file has their digest")
        }
        Output.line("  Whether the rows read these entries rightly, and none is missing: ask the whole ledger again")
        if !withoutBody.isEmpty {
            let entries = withoutBody.prefix(20).map { "\($0)" }.joined(separator: ", ")
            Output.line("  Bodies redacted or withheld, which can support no row: entries \(entries)", .remark)
        }
        for finding in findings.prefix(20) { Output.line("- \(finding)") }
    }
}
