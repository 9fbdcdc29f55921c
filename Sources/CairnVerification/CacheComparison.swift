/// Compares the lists that a source keeps of submissions and events that don't count with what verification finds.
///
/// Holds only what was not judged yet: no more than the submissions of a few chunks.
struct CacheComparison: Sendable {
    private var discounted: [UInt64: String]?
    private var uninterpreted: [UInt64: String]?

    mutating func expect(_ caches: LedgerCaches) {
        if let rows = caches.discounted { discounted = (discounted ?? [:]).merging(rows) { first, _ in first } }
        if let rows = caches.uninterpreted {
            // What can't be decoded is compared where the body is read.
            let denied = rows.filter { $0.value != UninterpretedCode.undecodable }
            uninterpreted = (uninterpreted ?? [:]).merging(denied) { first, _ in first }
        }
    }

    /// The findings about everything that a step has judged; `judged` is the index up to which submissions have ended.
    mutating func compare(_ step: LedgerFold.Step, judged: UInt64) -> [Finding] {
        var findings: [Finding] = []
        if var rows = discounted {
            for (submission, finding) in step.submissions {
                let first = submission.firstIndex
                let kept = rows.removeValue(forKey: first)
                // Nobody seals past tampering: no list says it.
                let expected = finding.flatMap { $0.code.exitCode == 3 ? $0.code : nil }
                if kept != expected?.rawValue { findings.append(mismatch(.discounted, first, expected, kept)) }
            }
            for (first, code) in rows.sorted(by: { $0.key < $1.key }) where first < judged {
                rows[first] = nil
                findings.append(mismatch(.discounted, first, nil, code))
            }
            discounted = rows
        }
        if var rows = uninterpreted {
            // An absent body is not judged: what was said of it before it was redacted can't be compared.
            for (submission, _) in step.submissions { for absent in submission.absent { rows[absent.index] = nil } }
            for (index, code) in step.denied.sorted(by: { $0.key < $1.key }) {
                let kept = rows.removeValue(forKey: index)
                if kept != code.rawValue { findings.append(mismatch(.uninterpreted, index, code, kept)) }
            }
            for (index, code) in rows.sorted(by: { $0.key < $1.key }) where index < judged {
                rows[index] = nil
                findings.append(mismatch(.uninterpreted, index, nil, code))
            }
            uninterpreted = rows
        }
        return findings
    }

    private func mismatch(_ code: FindingCode, _ index: UInt64, _ expected: FindingCode?, _ found: String?) -> Finding {
        Finding(
            code,
            at: index,
            code == .discounted
                ? "the database's list of submissions that don't count is wrong about the one that starts here"
                : "the database's list of events that don't count is wrong about this one",
            expected: expected?.rawValue ?? "counts",
            found: found ?? "counts"
        )
    }
}
