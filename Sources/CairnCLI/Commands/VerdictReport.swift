import CairnLog
import CairnVerification

/// A verdict as people and programs read it.
struct VerdictReport: Encodable {
    private struct Row: Encodable {
        let code: String
        let index: UInt64?
        let message: String
        let expected: String?
        let found: String?
    }

    private struct Again: Encodable {
        let from: UInt64
        let end: UInt64
        let isComplete: Bool
    }

    private struct About: Encodable {
        let ledger: String
        let key: String
        let size: UInt64?
        let root: String?
    }

    private let about: About?
    private let verdict: String
    let exitCode: Int32
    private let firstEntry: UInt64
    private let entries: UInt64
    private let submissions: UInt64
    private let discounted: UInt64
    private let integrity: String
    private let authenticity: String
    private let completeness: String
    private let erasure: String
    private let notVerified: String?
    private let redactions: [String: UInt64]?
    private let redactionsOfOtherTypes: UInt64?
    private let readAgain: Again?
    private let findings: [Row]

    /// - Parameters:
    ///   - verdict: The verdict.
    ///   - key: The ledger's key that was given.
    ///   - again: What reading older entries again has found.
    init(_ verdict: Verdict, by key: VerifierKey? = nil, _ again: SecondReading? = nil) {
        about = key.map {
            About(
                ledger: "\($0.name)",
                key: "\($0)",
                size: verdict.checkpoint?.checkpoint.size,
                root: verdict.checkpoint.map { "\($0.checkpoint.root)" }
            )
        }
        let all = verdict.findings + (again?.findings ?? [])
        let notVerified = VerdictReport.notVerified(all)
        exitCode = [2, 1, 3].first { code in all.contains { $0.code.exitCode == code } } ?? 0
        self.verdict =
            switch exitCode {
            case 0: "verified"
            case 1: "a newer program must verify"
            case 2: "TAMPERED, or evidence is missing"
            default:
                if verdict.isOfDiscountedEvent {
                    "THE EVENT DOESN'T COUNT"
                } else if let notVerified {
                    "verified, but not \(notVerified)"
                } else {
                    "verified, with remarks"
                }
            }
        entries = verdict.entries
        submissions = verdict.submissions
        discounted = verdict.discounted
        integrity = verdict.integrity.sentence
        self.notVerified = notVerified
        redactions = verdict.redactions?.byType
        redactionsOfOtherTypes = verdict.redactions?.ofOtherTypes
        authenticity = verdict.authenticity.sentence
        completeness = verdict.completeness.sentence
        erasure = verdict.erasure.sentence
        firstEntry = verdict.firstEntry
        readAgain = again.map { Again(from: $0.from, end: $0.end, isComplete: $0.isComplete) }
        findings = all.map {
            Row(code: $0.code.rawValue, index: $0.index, message: $0.message, expected: $0.expected, found: $0.found)
        }
    }

    /// What was not looked at, because it is withheld.
    private static func notVerified(_ findings: [Finding]) -> String? {
        if findings.contains(where: { $0.code == .withheld }) { return "keys" }
        return findings.contains { $0.code == .bodyWithheld } ? "bodies" : nil
    }

    func write() {
        Output.line("Verdict: \(verdict)", exitCode == 0 ? .good : exitCode == 3 ? .remark : .bad)
        if let about {
            let under = about.root.map { "checkpoint of \(about.size ?? 0) entries, root \($0)" }
            Output.line("  Ledger:       \(about.ledger); \(under ?? "no checkpoint was verified")")
            Output.line("  By the key:   \(about.key)")
        }
        Output.line("  Integrity:    \(integrity)")
        Output.line("  Authenticity: \(authenticity)")
        Output.line("  Completeness: \(completeness)")
        Output.line("  Erasure:      \(erasure)")
        if let notVerified { Output.line("  Not verified: \(notVerified)") }
        if let readAgain {
            let what = readAgain.isComplete ? "the whole ledger was read again by now" : "the next run goes on there"
            Output.line("  Read again:   entries \(readAgain.from) to \(readAgain.end); \(what)")
            Output.line("                Sealed payloads were not looked at again: cairn verify without --budget does")
        }
        for finding in findings.prefix(20) {
            Output.line("- \(finding.code)\(finding.index.map { " at entry \($0)" } ?? ""): \(finding.message)")
            if let expected = finding.expected { Output.line("    expected \(expected)") }
            if let found = finding.found { Output.line("    found    \(found)") }
        }
        if findings.contains(where: { $0.code == FindingCode.bodyMissing.rawValue }) {
            Output.line("  Where bodies are withheld from you, verify with --without-bodies")
        }
        if findings.count > 20 { Output.line("- and \(findings.count - 20) more: --json lists them") }
    }
}
