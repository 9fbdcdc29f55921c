import CairnCrypto
import CairnLog
public import CairnModel

/// The part of verification that goes entry by entry in order: small steps over what ``CheckedChunk`` found side by
/// side.
///
/// Holds the counting state, the tree's right edge and the submission that is being read; nothing that grows with the
/// ledger but its authors.
public struct LedgerFold: Sendable {
    /// What one chunk added.
    public struct Step: Sendable {
        /// What was found, in the order of entries.
        public internal(set) var findings: [Finding] = []
        /// Tiles that were completed.
        public internal(set) var tiles: [TreeFold.CompletedTile] = []
        /// Submissions that ended, each with the finding that keeps it from counting, if any.
        public internal(set) var submissions: [(submission: CheckedSubmission, finding: Finding?)] = []
    }

    /// Who may sign, and who stands where.
    public private(set) var counting: CountingState
    /// The tree so far.
    public private(set) var tree: TreeFold
    /// The number of submissions that ended.
    public private(set) var submissions: UInt64 = 0
    /// The number of those that don't count.
    public private(set) var discounted: UInt64 = 0
    private var current: CheckedSubmission?
    private var currentNoteHash = Hash.zero
    private(set) var currentTime: Timestamp?
    private(set) var lastLeafHash: Hash

    /// Starts before entry 0.
    public init(origin: Origin) {
        counting = CountingState(origin: origin)
        tree = TreeFold()
        lastLeafHash = origin.genesisPrevious
    }

    init(
        counting: CountingState,
        tree: TreeFold,
        submissions: UInt64,
        discounted: UInt64,
        lastLeafHash: Hash,
        recordedAt: Timestamp?
    ) {
        self.counting = counting
        self.tree = tree
        self.submissions = submissions
        self.discounted = discounted
        self.lastLeafHash = lastLeafHash
        currentTime = recordedAt
    }

    /// The index that comes next.
    public var size: UInt64 { tree.size }

    /// The index at which the submission that is being read starts, if one is.
    public var openSubmission: UInt64? { current?.firstIndex }

    /// Takes the chunk that follows.
    ///
    /// - Throws: ``Finding`` where the ledger can't be followed any further.
    public mutating func append(_ chunk: CheckedChunk) throws(Finding) -> Step {
        var step = Step()
        var hasher = SHA256()
        var local = chunk.findings[...]
        var offset = 0
        while offset < chunk.entries.count {
            let width = min(256 - Int(size % 256), chunk.entries.count - offset)
            let isFullTile = width == 256 && offset % 256 == 0
            for place in offset..<(offset + width) {
                let index = chunk.firstIndex + UInt64(place)
                while let finding = local.first, (finding.index ?? 0) <= index {
                    step.findings.append(finding)
                    local.removeFirst()
                }
                try append(place, of: chunk, at: index, to: &step, using: &hasher)
            }
            let leaves = chunk.entries[offset..<(offset + width)].map(\.leafHash)
            if isFullTile {
                step.tiles += tree.append(leaves: leaves, root: chunk.tileRoots[offset / 256])
            } else {
                for leaf in leaves { step.tiles += tree.append(leaf) }
            }
            offset += width
        }
        step.findings += local
        return step
    }

    /// Ends the submission that is being read: the checkpoint stands here.
    ///
    /// - Throws: ``Finding`` where the ledger can't be followed.
    public mutating func finish() throws(Finding) -> Step {
        var step = Step()
        try endSubmission(&step)
        return step
    }

    private mutating func append(
        _ place: Int,
        of chunk: CheckedChunk,
        at index: UInt64,
        to step: inout Step,
        using hasher: inout SHA256
    ) throws(Finding) {
        let entry = chunk.entries[place]
        if entry.previous != lastLeafHash {
            step.findings.append(
                Finding(
                    .chain,
                    at: index,
                    "the link to the entry before is broken: that entry, or this link, was changed",
                    expected: lastLeafHash.description,
                    found: entry.previous.description
                )
            )
        }
        lastLeafHash = entry.leafHash
        if entry.position == 0 {
            try endSubmission(&step)
            let note = chunk.notes[index]
            current = CheckedSubmission(firstIndex: index, note: note)
            currentNoteHash = note?.hash ?? .zero
        } else if current == nil || UInt32(current?.count ?? 0) != entry.position {
            step.findings.append(
                Finding(
                    .position,
                    at: index,
                    "the positions in a submission have a gap",
                    expected: "\(current?.count ?? 0)",
                    found: "\(entry.position)"
                )
            )
            if current == nil { current = CheckedSubmission(firstIndex: index, note: nil) }
        }
        if entry.position != 0, chunk.notes[index] != nil {
            step.findings.append(
                Finding(.note, at: index, "a signed note is kept for a submission that doesn't start here")
            )
        }
        checkTime(entry, at: index, &step)
        if entry.noteHash != currentNoteHash {
            step.findings.append(
                Finding(
                    .note,
                    at: index,
                    "the signed note of its submission was replaced or is missing",
                    expected: entry.noteHash.description,
                    found: currentNoteHash.description
                )
            )
        }
        current?.append(place, of: chunk, using: &hasher)
    }

    private mutating func checkTime(
        _ entry: CheckedChunk.CheckedEntry,
        at index: UInt64,
        _ step: inout Step
    ) {
        if let last = currentTime, entry.recordedAt < last || (entry.position != 0 && entry.recordedAt != last) {
            step.findings.append(
                Finding(
                    .time,
                    at: index,
                    entry.position == 0
                        ? "it says that it was recorded before the entry before it"
                        : "its time is not that of its submission",
                    expected: last.description,
                    found: entry.recordedAt.description
                )
            )
        }
        currentTime = entry.recordedAt
    }

    private mutating func endSubmission(_ step: inout Step) throws(Finding) {
        guard let checked = current else { return }
        current = nil
        submissions += 1
        if let statement = checked.submission?.statement, statement.count != checked.count {
            step.findings.append(
                Finding(
                    .count,
                    at: checked.firstIndex,
                    "entries of a submission are missing or were added",
                    expected: "\(statement.count)",
                    found: "\(checked.count)"
                )
            )
        }
        let finding = try counting.judge(checked)
        if let finding {
            discounted += 1
            step.findings.append(finding)
        }
        step.submissions.append((checked, finding))
    }
}
