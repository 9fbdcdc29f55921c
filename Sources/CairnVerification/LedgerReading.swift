import CairnCrypto
import CairnLog
import CairnModel

/// One reading of a ledger from its first entry to its checkpoint: the fold, and everything that is compared on the
/// way.
struct LedgerReading: Sendable {
    let signed: SignedCheckpoint
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
    private var tileFindings: [Finding] = []
    private var cacheFindings: [Finding] = []

    init(
        _ signed: SignedCheckpoint,
        landmarks: [Landmark],
        compromised: [VerifierKey: UInt64] = [:],
        after start: LedgerFold? = nil
    ) {
        self.signed = signed
        self.landmarks = landmarks
        self.start = start ?? LedgerFold(origin: signed.origin)
        fold = self.start
        tally = FindingTally(compromised: compromised)
        for landmark in landmarks {
            if let finding = landmark.finding(ledgerSize: signed.checkpoint.size) { tally.add(finding) }
        }
    }

    mutating func add(_ finding: Finding) {
        tally.add(finding)
    }

    /// Takes the chunk that follows; `end` is the index after the last entry that was asked for.
    ///
    /// - Returns: Whether the ledger can be followed further.
    mutating func append(
        _ chunk: CheckedChunk,
        caches kept: LedgerCaches,
        payloads facts: [PayloadFacts] = [],
        below end: UInt64,
        from source: some LedgerSource
    ) async throws -> Bool {
        caches.expect(kept)
        payloads.expect(facts)
        let before = fold.tree
        let step = try fold.append(chunk)
        take(step)
        for landmark in landmarks {
            if let finding = landmark.finding(within: chunk, after: before) { tally.add(finding) }
        }
        for tile in step.tiles { try await compare(tile.coordinate, tile.tile.bytes, with: source) }
        guard !chunk.isCut else { return false }
        guard fold.size == end else {
            throw Finding(
                .missing,
                at: min(fold.size, end),
                fold.size < end
                    ? "entries are missing: the ledger goes on, says its checkpoint, but nothing stands here"
                    : "entries stand here that nobody asked for"
            )
        }
        return true
    }

    /// Ends the submission that is being read, where the next one starts.
    mutating func pause() throws {
        take(try fold.finish())
    }

    /// Ends the reading at the checkpoint: the last submission, the root, the key, the tiles at the right edge.
    mutating func finish(ledgerKey: VerifierKey, from source: some LedgerSource) async throws {
        take(try fold.finish())
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
        if let key = fold.counting.registry.ledgerKey(forSize: signed.checkpoint.size), key != ledgerKey {
            tally.add(
                Finding(
                    .checkpointSignature,
                    "the ledger itself says that its checkpoints need another key by now: "
                        + "verify with the ledger's current key"
                )
            )
        }
        for (coordinate, hashes) in fold.tree.edge {
            var bytes: [UInt8] = []
            for hash in hashes { hash.append(to: &bytes) }
            try await compare(coordinate, bytes, with: source)
        }
        // Where the entries are wrong, so is what was noted of them: told last.
        for finding in tileFindings + cacheFindings { tally.add(finding) }
        isWhole = true
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
        let found = caches.compare(step, judged: judged)
        cacheFindings += found.prefix(FindingTally.most - cacheFindings.count)
    }

    private mutating func compare(
        _ coordinate: TileCoordinate,
        _ bytes: [UInt8],
        with source: some LedgerSource
    ) async throws {
        do {
            guard tileFindings.count < FindingTally.most, let kept = try await source.tile(coordinate), kept != bytes
            else { return }
            let first = coordinate.index << UInt64(8 * (coordinate.level + 1))
            tileFindings.append(Finding(.tile, at: first, "\(coordinate.path) is not what the entries give"))
        } catch let finding as Finding {
            tileFindings.append(finding)
        }
    }
}
