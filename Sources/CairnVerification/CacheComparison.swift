/// Compares the list that a source keeps of submissions that don't count with what verification finds.
///
/// Holds only what was not judged yet: no more than the submissions of a few chunks.
struct CacheComparison: Sendable {
    private var discounted: [UInt64: String]?

    mutating func expect(_ caches: LedgerCaches) {
        if let rows = caches.discounted { discounted = (discounted ?? [:]).merging(rows) { first, _ in first } }
    }

    /// The findings about everything that a step has judged; `judged` is the index up to which submissions have ended.
    mutating func compare(_ step: LedgerFold.Step, judged: UInt64) -> [Finding] {
        var findings: [Finding] = []
        if var rows = discounted {
            for (submission, finding) in step.submissions {
                let first = submission.firstIndex
                let kept = rows.removeValue(forKey: first)
                if kept != finding?.code.rawValue { findings.append(mismatch(first, finding?.code, kept)) }
            }
            for (first, code) in rows.sorted(by: { $0.key < $1.key }) where first < judged {
                rows[first] = nil
                findings.append(mismatch(first, nil, code))
            }
            discounted = rows
        }
        return findings
    }

    private func mismatch(_ first: UInt64, _ expected: FindingCode?, _ found: String?) -> Finding {
        Finding(
            .discounted,
            at: first,
            "the database's list of submissions that don't count is wrong about the one that starts here",
            expected: expected?.rawValue ?? "counts",
            found: found ?? "counts"
        )
    }
}
