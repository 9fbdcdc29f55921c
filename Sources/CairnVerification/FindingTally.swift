import CairnLog
import CairnModel

/// The findings of one pass, the gravest first, and at most a thousand of each gravity.
struct FindingTally {
    /// The most findings of one gravity that are kept.
    static let most = 1_000

    private let compromised: [VerifierKey: UInt64]
    private var kept: [Int32: [Finding]] = [:]

    init(compromised: [VerifierKey: UInt64] = [:]) {
        self.compromised = compromised
    }

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

    func verdict(_ checkpoint: VerifiedCheckpoint?, _ fold: LedgerFold?, _ remembered: Checkpoint?) -> Verdict {
        let findings = [2, 1, 3].flatMap { kept[$0] ?? [] }
        let tampering = kept[2] ?? []
        let authenticity = (kept[3] ?? []) + (kept[1] ?? [])
        let completeness = tampering.filter {
            [
                .rolledBack, .forked, .missing, .exportMissing, .exportMalformed, .checkpointMalformed,
                .checkpointSignature,
            ]
            .contains($0.code)
        }
        let integrity = tampering.filter { !completeness.contains($0) }
        let entries = fold?.size ?? 0
        let submissions = fold?.submissions ?? 0
        let discounted = fold?.discounted ?? 0
        let anchored =
            remembered.map { "every entry up to \($0.size) is the one that was verified before" }
            ?? "no earlier checkpoint was given to compare with"
        return Verdict(
            checkpoint: tampering.isEmpty ? checkpoint : nil,
            entries: entries,
            submissions: submissions,
            discounted: discounted,
            integrity: .init(
                findings: integrity,
                sentence: integrity.isEmpty
                    ? "Nothing was changed, inserted, removed or reordered among \(entries) entries."
                    : "Something was changed: \(integrity[0])"
            ),
            authenticity: .init(
                findings: authenticity,
                sentence: authenticity.isEmpty
                    ? "Each of \(submissions) submissions was signed by a key that was valid then."
                    : "\(discounted) of \(submissions) submissions don't count: \(authenticity[0])"
            ),
            completeness: .init(
                findings: completeness,
                sentence: completeness.isEmpty
                    ? "Nothing is missing below the signed checkpoint of \(checkpoint?.checkpoint.size ?? 0) entries; \(anchored)."
                    : "Something is missing, or the evidence doesn't parse: \(completeness[0])"
            ),
            erasure: .init(findings: [], sentence: "Sealed payloads were not looked at: no vault was given."),
            findings: findings
        )
    }
}
