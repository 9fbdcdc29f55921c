import CairnCrypto
import CairnLog
import CairnModel

/// Compares the lists that a source keeps of submissions and events that don't count with what verification finds.
///
/// Holds only what was not judged yet: no more than the submissions of a few chunks.
struct CacheComparison: Sendable {
    private var discounted: [UInt64: String]?
    private var uninterpreted: [UInt64: String]?
    private var submissions: [UInt64: LedgerCaches.Submission]?
    private var roots: [UInt64: [UInt8]]?

    mutating func expect(_ caches: LedgerCaches) {
        if let rows = caches.discounted { discounted = (discounted ?? [:]).merging(rows) { first, _ in first } }
        if let rows = caches.submissions {
            submissions = (submissions ?? [:]).merging(rows) { first, _ in first }
        }
        if let rows = caches.roots { roots = (roots ?? [:]).merging(rows) { first, _ in first } }
        if let rows = caches.uninterpreted {
            // What can't be decoded is compared where the body is read.
            let denied = rows.filter { $0.value != UninterpretedCode.undecodable }
            uninterpreted = (uninterpreted ?? [:]).merging(denied) { first, _ in first }
        }
    }

    /// The finding where the root that is kept of a tile is missing, or is another.
    mutating func compare(_ tile: TreeFold.CompletedTile) -> Finding? {
        guard tile.coordinate.level == 0, roots != nil else { return nil }
        let kept = roots?.removeValue(forKey: tile.coordinate.index)
        guard kept != tile.root.bytes else { return nil }
        return Finding(
            .tile,
            at: tile.coordinate.index * 256,
            row: .tile,
            kept == nil
                ? "the database lacks the tile \(tile.coordinate.path)"
                : "the root that the database keeps of \(tile.coordinate.path) is not what the entries give",
            expected: tile.root.description,
            found: kept.map { Hexadecimal.encode($0) }
        )
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
        for (submission, _) in step.submissions {
            guard let kept = submissions?.removeValue(forKey: submission.firstIndex) else { continue }
            if let column = CacheComparison.wrongColumn(kept, submission) {
                findings.append(
                    Finding(
                        .columns,
                        at: submission.firstIndex,
                        "the database's \(column) of the submission that starts here is not what its note says"
                    )
                )
            }
        }
        return findings
    }

    /// The first column that is not what the note says; of one that doesn't parse, only the note's hash is known.
    private static func wrongColumn(_ kept: LedgerCaches.Submission, _ submission: CheckedSubmission) -> String? {
        guard kept.hasNoteHash else { return "note hash" }
        guard let statement = submission.submission?.statement else { return nil }
        if !kept.author.utf8.elementsEqual("\(statement.author)".utf8) { return "author" }
        if UInt64(exactly: kept.number) != statement.number { return "number" }
        if UInt64(exactly: kept.anchor) != statement.anchor.size { return "anchor" }
        return kept.statementHash == statement.hash.bytes ? nil : "statement hash"
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
