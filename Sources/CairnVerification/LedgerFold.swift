import CairnCrypto
import CairnLog
public import CairnModel

/// The part of verification that goes entry by entry in order: small steps over what ``CheckedChunk`` found side by
/// side.
///
/// Holds the counting state, the tree's right edge, the last leaf hashes, what is absent or redacted, and the submission
/// that is being read; nothing that grows with the ledger but its authors, and ranges of entries that don't count.
public struct LedgerFold: Sendable {
    /// What one chunk added.
    public struct Step: Sendable {
        /// What was found, in the order of entries.
        public internal(set) var findings: [Finding] = []
        /// Tiles that were completed.
        public internal(set) var tiles: [TreeFold.CompletedTile] = []
        /// Submissions that ended, each with the finding that keeps it from counting, if any.
        public internal(set) var submissions: [(submission: CheckedSubmission, finding: Finding?)] = []
        /// Events of submissions that count which don't count themselves, by index.
        public internal(set) var denied: [UInt64: FindingCode] = [:]
        /// Redactions that have an effect.
        public internal(set) var redactions: [RedactionFold.Effect] = []
    }

    /// How far the entries can be followed.
    enum Mode: Sendable, Equatable {
        /// Everything is judged.
        case judging
        /// The beginning is none: entries are held against each other, and no submission is judged.
        case withoutSubmissions
        /// An entry is none of this version: bytes are hashed as they are.
        case hashing
    }

    /// Who may sign, and who is where.
    public private(set) var counting: CountingState
    /// Which bodies may be absent.
    public private(set) var redacting: RedactionFold
    /// The tree so far.
    public private(set) var tree: TreeFold
    /// The number of submissions that ended.
    public private(set) var submissions: UInt64 = 0
    /// The number of those that don't count.
    public private(set) var discounted: UInt64 = 0
    private(set) var mode = Mode.judging
    private var recent: RecentLeaves
    private var current: CheckedSubmission?
    private var currentNoteHash = Hash.zero
    /// The time of the last entry, if there is one.
    public private(set) var currentTime: Timestamp?
    private(set) var lastLeafHash: Hash

    /// Starts before entry 0.
    ///
    /// - Parameters:
    ///   - origin: The ledger.
    ///   - withoutBodies: Whether absent bodies are taken for withheld ones.
    ///   - limits: Those of the format, unless a test needs smaller ones.
    public init(origin: Origin, withoutBodies: Bool = false, limits: LedgerLimits = .format1) {
        counting = CountingState(origin: origin, limits: limits)
        redacting = RedactionFold(limits: limits, withoutBodies: withoutBodies)
        tree = TreeFold()
        recent = RecentLeaves(from: 0, capacity: limits.anchorAge)
        lastLeafHash = origin.genesisPrevious
    }

    init(
        counting: CountingState,
        redacting: RedactionFold,
        tree: TreeFold,
        submissions: UInt64,
        discounted: UInt64,
        lastLeafHash: Hash,
        recordedAt: Timestamp?
    ) {
        self.counting = counting
        self.redacting = redacting
        self.tree = tree
        self.submissions = submissions
        self.discounted = discounted
        self.lastLeafHash = lastLeafHash
        recent = RecentLeaves(from: tree.size, capacity: counting.limits.anchorAge)
        currentTime = recordedAt
    }

    /// The index that comes next.
    public var size: UInt64 { tree.size }

    /// The index at which the submission that is being read starts, if one is.
    public var openSubmission: UInt64? { current?.firstIndex }

    /// Whether everything below ``size`` could be judged, with every body.
    var isWholeJudgement: Bool { mode == .judging && counting.scope == .whole && !redacting.isWithoutBodies }

    /// The entries that the anchors of a chunk name, and whose leaf hashes are not held: ``append(_:proven:)`` needs them.
    func distantAnchors(of chunk: CheckedChunk) -> Set<UInt64> {
        var distant: Set<UInt64> = []
        for (first, note) in chunk.notes {
            guard mode == .judging, note.isSigned, let anchor = note.submission?.statement.anchor, anchor.size > 0,
                anchor.size <= first
            else { continue }
            let oldest = first > counting.limits.anchorAge ? first - counting.limits.anchorAge : 0
            if anchor.size - 1 < max(recent.start, oldest) { distant.insert(anchor.size - 1) }
        }
        return distant
    }

    /// Takes the chunk that follows.
    ///
    /// - Parameters:
    ///   - chunk: The chunk.
    ///   - proven: The leaf hashes of the entries that ``distantAnchors(of:)`` names, proven by tiles.
    /// - Returns: What the chunk added; its redactions wait for ``settle(_:into:)``.
    mutating func append(_ chunk: CheckedChunk, proven: [UInt64: Hash] = [:]) -> Step {
        var step = Step()
        if mode != .hashing { step.findings += chunk.findings + chunk.surplus }
        var hasher = SHA256()
        var offset = 0
        while offset < chunk.count {
            let width = min(256 - Int(size % 256), chunk.count - offset)
            let isFullTile = width == 256 && offset % 256 == 0
            for place in offset..<(offset + width) where mode != .hashing {
                let index = chunk.firstIndex + UInt64(place)
                guard place < chunk.entries.count else {
                    cut(chunk, at: index, &step)
                    break
                }
                append(place, of: chunk, at: index, proven, to: &step, using: &hasher)
            }
            let leaves = chunk.leafHashes[offset..<(offset + width)]
            if isFullTile {
                step.tiles += tree.append(leaves: Array(leaves), root: chunk.tileRoots[offset / 256])
            } else {
                for leaf in leaves { step.tiles += tree.append(leaf) }
            }
            offset += width
        }
        return step
    }

    /// Ends the submission that is being read: the checkpoint is here.
    mutating func finish() -> Step {
        var step = Step()
        endSubmission(&step)
        return step
    }

    /// The entries that redactions name and of which nothing is held: ``settle(_:into:)`` needs their facts.
    var unknownRedacted: Set<UInt64> { redacting.unknown }

    /// Judges the redactions of a step.
    mutating func settle(_ facts: [UInt64: RedactionFold.Facts], into step: inout Step) {
        let settled = redacting.settle(facts)
        step.findings += settled.findings
        step.redactions += settled.effects
    }

    /// Goes on by hashes alone: an entry is none of this version.
    private mutating func cut(_ chunk: CheckedChunk, at index: UInt64, _ step: inout Step) {
        mode = .hashing
        current = nil
        if let finding = chunk.cut { step.findings.append(finding) }
        // Neither notes nor bodies of its bundle on were looked at, so what was said of them there is nothing.
        if let end = chunk.contentsEnd { step.findings.removeAll { $0.isAboutContents && ($0.index ?? 0) >= end } }
    }

    private mutating func append(
        _ place: Int,
        of chunk: CheckedChunk,
        at index: UInt64,
        _ proven: [UInt64: Hash],
        to step: inout Step,
        using hasher: inout SHA256
    ) {
        let entry = chunk.entries[place].entry
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
        if entry.position == 0 {
            endSubmission(&step)
            let note = chunk.notes[index]
            current = CheckedSubmission(
                firstIndex: index,
                note: note,
                isAnchorTrue: isTrue(note?.submission?.statement.anchor, at: index, proven)
            )
            currentNoteHash = note?.hash ?? .zero
        } else if current == nil || UInt32(truncatingIfNeeded: current?.count ?? 0) != entry.position {
            step.findings.append(
                Finding(
                    .position,
                    at: index,
                    "the positions in a submission have a gap",
                    expected: "\(current?.count ?? 0)",
                    found: "\(entry.position)"
                )
            )
            if current == nil { current = CheckedSubmission(firstIndex: index, note: nil, isAnchorTrue: false) }
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
        lastLeafHash = chunk.entries[place].leafHash
        recent.append(lastLeafHash)
        current?.append(place, of: chunk, using: &hasher)
    }

    /// Whether an anchor is the head that the ledger had, of a submission that starts at an index.
    private func isTrue(_ anchor: Anchor?, at index: UInt64, _ proven: [UInt64: Hash]) -> Bool {
        guard let anchor, anchor.size > 0, anchor.size <= index else { return false }
        return (recent[anchor.size - 1] ?? proven[anchor.size - 1]) == anchor.leafHash
    }

    private mutating func checkTime(_ entry: Entry, at index: UInt64, _ step: inout Step) {
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

    private mutating func endSubmission(_ step: inout Step) {
        guard let checked = current else { return }
        current = nil
        submissions += 1
        guard mode == .judging else { return }
        let verdict: SubmissionVerdict
        let isWithRegistry = counting.scope != .withoutRegistry
        do throws(Finding) {
            verdict = try counting.judge(checked)
        } catch {
            mode = .withoutSubmissions
            step.findings.append(error)
            return
        }
        step.findings += redacting.take(checked, verdict)
        if let finding = verdict.finding {
            discounted += 1
            step.findings.append(finding)
        }
        step.findings += verdict.findings + verdict.remarks
        for finding in verdict.findings { if let index = finding.index { step.denied[index] = finding.code } }
        // Without the registry nobody knows whether it counts.
        if isWithRegistry { step.submissions.append((checked, verdict.finding)) }
    }
}

extension Finding {
    /// Whether it is about a note or a body, rather than about an entry.
    fileprivate var isAboutContents: Bool { code == .note || code == .entryBody || row == .surplusNotes }
}
