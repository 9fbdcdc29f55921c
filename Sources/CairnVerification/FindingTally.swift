import CairnLog
import CairnModel

/// The findings of one reading, in the order in which they are reported, and at most a thousand of each row.
struct FindingTally: Sendable {
    /// The most findings of one row that are kept.
    static let most = 1_000

    private let compromised: [VerifierKey: UInt64]
    private var kept: [FindingRow: [Finding]] = [:]

    init(compromised: [VerifierKey: UInt64] = [:]) {
        self.compromised = compromised
    }

    /// Every finding that was kept, by row; within a row that has indexes, by index.
    var findings: [Finding] {
        FindingRow.allCases.flatMap { row in
            let found = kept[row] ?? []
            guard row.isByIndex else { return found }
            // Sorting keeps the order of what is equal: the offset decides.
            return found.enumerated().sorted {
                ($0.element.index ?? 0, $0.element.code.placeAtIndex, $0.offset)
                    < ($1.element.index ?? 0, $1.element.code.placeAtIndex, $1.offset)
            }.map(\.element)
        }
    }

    mutating func add(_ finding: Finding) {
        guard kept[finding.row, default: []].count < FindingTally.most else { return }
        kept[finding.row, default: []].append(finding)
    }

    /// Drops what was found of submissions, events and bodies: where an entry has a higher version, none is judged.
    mutating func keepOnlyWhatNeedsNoSubmission() {
        for row in [FindingRow.genesis, .counting, .cache, .payload, .remark] { kept[row] = nil }
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
