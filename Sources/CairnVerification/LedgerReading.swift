import CairnCrypto
import CairnLog
import CairnModel

/// One reading of a ledger from its first entry to its checkpoint: the fold, and everything that is compared on the
/// way.
struct LedgerReading: Sendable {
    private(set) var signed: SignedCheckpoint
    let landmarks: [Landmark]
    /// What was read before, and is not read again.
    let start: LedgerFold
    private(set) var fold: LedgerFold
    private(set) var tally: FindingTally
    /// Whether everything below the checkpoint was read and the tree compared with it.
    private(set) var isWhole = false
    private var caches = CacheComparison()
    private var payloads = PayloadFold()
    private(set) var erasure: (findings: [Finding], sentence: String)?
    private var tileFindings: [(place: (Int, UInt64), finding: Finding)] = []
    private var cacheFindings: [Finding] = []

    init(
        _ signed: SignedCheckpoint,
        landmarks: [Landmark],
        compromised: [VerifierKey: UInt64] = [:],
        after start: LedgerFold
    ) {
        self.signed = signed
        self.landmarks = landmarks
        self.start = start
        fold = start
        tally = FindingTally(compromised: compromised)
        for landmark in landmarks {
            if let finding = landmark.finding(ledgerSize: signed.checkpoint.size) { tally.add(finding) }
        }
    }

    mutating func add(_ finding: Finding) {
        tally.add(finding)
    }

    /// Reads on to a checkpoint that came later.
    mutating func goOn(to later: SignedCheckpoint) {
        signed = later
    }

    /// Takes the chunk that follows; `end` is the index after the last entry that was asked for.
    mutating func append(
        _ chunk: CheckedChunk,
        caches kept: LedgerCaches,
        payloads facts: [PayloadFacts] = [],
        below end: UInt64,
        from source: some LedgerSource
    ) async throws {
        caches.expect(kept)
        payloads.expect(facts)
        let before = fold.tree
        let step = try await fold.append(chunk, from: source)
        take(step)
        for landmark in landmarks {
            if let finding = landmark.finding(within: chunk, after: before) { tally.add(finding) }
        }
        for tile in step.tiles {
            try await compare(tile.coordinate, tile.tile.bytes, with: source)
            guard let finding = caches.compare(tile), tileFindings.count < FindingTally.most else { continue }
            tileFindings.append(((tile.coordinate.level, tile.coordinate.index), finding))
        }
        guard fold.size == end else {
            throw Finding(
                .missing,
                at: min(fold.size, end),
                fold.size < end
                    ? "entries are missing: the ledger goes on, says its checkpoint, but nothing is here"
                    : "entries are here that nobody asked for"
            )
        }
    }

    /// Ends the submission that is being read, where the next one starts.
    mutating func pause(_ source: some LedgerSource) async throws {
        take(try await fold.finish(from: source))
    }

    /// Ends the reading at the checkpoint: the last submission, the root, the tiles at the right edge, what is absent,
    /// who signed.
    mutating func finish(ledgerKey: VerifierKey, from source: some LedgerSource) async throws {
        take(try await fold.finish(from: source))
        let root = fold.tree.root
        if root != signed.checkpoint.root {
            tally.add(
                Finding(
                    .root,
                    at: 0,
                    "the entries are not those that the checkpoint was signed for",
                    expected: signed.checkpoint.root.description,
                    found: root.description
                )
            )
        }
        for (coordinate, hashes) in fold.tree.edge {
            var bytes: [UInt8] = []
            for hash in hashes { hash.append(to: &bytes) }
            try await compare(coordinate, bytes, with: source)
        }
        for (_, finding) in tileFindings.sorted(by: { $0.place < $1.place }) { tally.add(finding) }
        for finding in fold.redacting.missing { tally.add(finding) }
        if let finding = signatureFault(by: ledgerKey) { tally.add(finding) }
        for finding in cacheFindings { tally.add(finding) }
        if tally.findings.contains(where: { $0.code == .newerVersion }) { tally.keepOnlyWhatNeedsNoSubmission() }
        isWhole = true
    }

    private func signatureFault(by ledgerKey: VerifierKey) -> Finding? {
        if let finding = signed.signatureFault(by: ledgerKey) { return finding }
        guard fold.mode == .judging, fold.counting.scope == .whole,
            fold.counting.registry.ledgerKey(forSize: signed.checkpoint.size) != ledgerKey
        else { return nil }
        return Finding(
            .checkpointSignature,
            "the ledger itself says that its checkpoints need another key by now: verify with the ledger's current key"
        )
    }

    /// Ends the answer on erasure.
    mutating func finish(_ source: any PayloadSource) async throws {
        try await payloads.finish(source)
        for finding in payloads.findings { tally.add(finding) }
        erasure = (payloads.findings, payloads.sentence)
    }

    private mutating func take(_ step: LedgerFold.Step) {
        tally.add(step)
        let judged = fold.openSubmission ?? fold.size
        payloads.take(step, judged: judged)
        // Without the registry, nobody knows what counts.
        guard fold.counting.scope == .whole, fold.mode == .judging else { return }
        let found = caches.compare(step, judged: judged)
        cacheFindings += found.prefix(FindingTally.most - cacheFindings.count)
    }

    private mutating func compare(
        _ coordinate: TileCoordinate,
        _ bytes: [UInt8],
        with source: some LedgerSource
    ) async throws {
        guard tileFindings.count < FindingTally.most else { return }
        func add(_ code: FindingCode, at index: UInt64? = nil, _ message: String) {
            tileFindings.append(((coordinate.level, coordinate.index), Finding(code, at: index, row: .tile, message)))
        }
        do {
            guard let kept = try await source.tile(coordinate), kept != bytes else { return }
            guard kept.count == bytes.count else {
                return add(.exportMalformed, "\(coordinate.path) has \(kept.count) bytes, not \(bytes.count)")
            }
            let first = coordinate.index << UInt64(8 * (coordinate.level + 1))
            add(.tile, at: first, "\(coordinate.path) is not what the entries give")
        } catch let finding as Finding {
            add(finding.code, at: finding.index, finding.message)
        }
    }
}
