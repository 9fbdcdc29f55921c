import CairnLog
import CairnModel

/// The findings of one pass, the gravest first, and at most a thousand of each gravity.
struct FindingTally: Sendable {
    /// The most findings of one gravity that are kept.
    static let most = 1_000

    private let compromised: [VerifierKey: UInt64]
    private var kept: [Int32: [Finding]] = [:]

    init(compromised: [VerifierKey: UInt64] = [:]) {
        self.compromised = compromised
    }

    /// Every finding that was kept: tampering, what a newer program must judge, what doesn't count; each in order of
    /// discovery.
    var findings: [Finding] { [2, 1, 3].flatMap { kept[$0] ?? [] } }

    mutating func add(_ finding: Finding) {
        guard kept[finding.code.exitCode, default: []].count < FindingTally.most else { return }
        kept[finding.code.exitCode, default: []].append(finding)
    }

    mutating func add(_ step: LedgerFold.Step) {
        for finding in step.findings { add(finding) }
        for (submission, finding) in step.submissions where finding == nil {
            guard let author = submission.submission?.statement.author, let since = compromised[author],
                submission.firstIndex >= since
            else { continue }
            add(
                Finding(
                    .possiblyCompromised,
                    at: submission.firstIndex,
                    "it counts, but the key \(author.name) may have been in other hands since entry \(since)"
                )
            )
        }
    }
}
