import CairnCrypto
public import CairnLog
import CairnModel

/// Verifies a whole ledger from a source that nobody has to trust: one fold over its entries, in memory that doesn't grow with them.
///
/// Chunks are read and checked side by side; chain, numbering and counting go through them in order.
public struct LedgerVerifier: Sendable {
    private static let chunkSize: UInt64 = 4_096

    private let ledgerKey: VerifierKey
    private let remembered: Checkpoint?
    private let parallelism: Int

    /// Prepares a verification.
    ///
    /// - Parameters:
    ///   - ledgerKey: The ledger's current verifier key, from outside. Its name is the origin.
    ///   - remembered: The checkpoint that this auditor verified last.
    ///   - parallelism: How many chunks are checked at once.
    public init(ledgerKey: VerifierKey, remembered: Checkpoint? = nil, parallelism: Int = 2) {
        self.ledgerKey = ledgerKey
        self.remembered = remembered
        self.parallelism = max(1, parallelism)
    }

    /// Verifies everything below the source's checkpoint.
    ///
    /// What is wrong with the ledger goes into the verdict; only what keeps the source from being read at all is thrown.
    ///
    /// - Parameters:
    ///   - source: Where entries come from.
    ///   - progress: Called now and then with the number of entries that were verified and of those there are.
    /// - Returns: The verdict.
    /// - Throws: Whatever the source throws other than a ``Finding``.
    public func verify(
        _ source: some LedgerSource,
        progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> Verdict {
        var tally = FindingTally()
        do {
            let (origin, checkpoint, note) = try await signedCheckpoint(of: source)
            var fold = LedgerFold(origin: origin)
            try await pass(source, checkpoint, &fold, &tally, progress)
            let compromised = fold.counting.registry.compromised
            if !compromised.isEmpty {
                tally = FindingTally(compromised: compromised)
                fold = LedgerFold(origin: origin)
                try await pass(source, checkpoint, &fold, &tally, progress)
            }
            return tally.verdict(VerifiedCheckpoint(checkpoint: checkpoint, note: note), fold, remembered)
        } catch let finding as Finding {
            tally.add(finding)
            return tally.verdict(nil, nil, remembered)
        }
    }

    private func signedCheckpoint(of source: some LedgerSource) async throws -> (Origin, Checkpoint, [UInt8]) {
        let bytes = try await source.checkpoint()
        let checkpoint = try SignedCheckpoint.verify(bytes, by: ledgerKey)
        do {
            return (try Origin(bytes: checkpoint.origin.bytes), checkpoint, bytes)
        } catch {
            throw Finding(.checkpointMalformed, "the checkpoint names no ledger that Cairn allows")
        }
    }

    private func pass(
        _ source: some LedgerSource,
        _ checkpoint: Checkpoint,
        _ fold: inout LedgerFold,
        _ tally: inout FindingTally,
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) async throws {
        try checkRemembered(isBelow: checkpoint)
        let starts = Array(stride(from: 0, to: checkpoint.size, by: Int(LedgerVerifier.chunkSize)))
        var tiles: [Finding] = []
        try await withThrowingTaskGroup(of: (Int, Result<CheckedChunk, Finding>).self) { group in
            func start(_ number: Int) {
                guard number < starts.count else { return }
                let first = starts[number]
                let end = min(first + LedgerVerifier.chunkSize, checkpoint.size)
                group.addTask {
                    do throws(Finding) {
                        return (number, .success(try await LedgerVerifier.check(source, first, end)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            let window = parallelism * 2
            for number in 0..<window { start(number) }
            var ready: [Int: Result<CheckedChunk, Finding>] = [:]
            for number in starts.indices {
                while ready[number] == nil, let (arrived, result) = try await group.next() { ready[arrived] = result }
                guard let chunk = try ready.removeValue(forKey: number)?.get() else { break }
                start(number + window)
                try checkRemembered(within: chunk, after: fold.tree)
                let step = try fold.append(chunk)
                tally.add(step)
                try await LedgerVerifier.compare(step.tiles, with: source, &tiles)
                let end = min(starts[number] + LedgerVerifier.chunkSize, checkpoint.size)
                guard fold.size == end else {
                    if step.findings.isEmpty {
                        throw Finding(.missing, at: fold.size, "the ledger ends here, before its checkpoint says so")
                    }
                    return
                }
                progress(fold.size, checkpoint.size)
            }
        }
        guard fold.size == checkpoint.size else { return }
        tally.add(try fold.finish())
        checkRoot(fold, checkpoint, &tally)
        try await LedgerVerifier.compareEdge(fold.tree, with: source, &tiles)
        for finding in tiles { tally.add(finding) }
    }

    private static func check(
        _ source: some LedgerSource,
        _ first: UInt64,
        _ end: UInt64
    ) async throws(Finding) -> CheckedChunk {
        do {
            return CheckedChunk(try await source.chunk(from: first, below: end))
        } catch let finding as Finding {
            throw finding
        } catch {
            throw Finding(.exportMissing, at: first, "entries from here on can't be read: \(error)")
        }
    }

    private func checkRoot(_ fold: LedgerFold, _ checkpoint: Checkpoint, _ tally: inout FindingTally) {
        let root = fold.tree.root
        if root != checkpoint.root {
            tally.add(
                Finding(
                    .root,
                    at: 0,
                    "the entries are not those that the checkpoint was signed for",
                    expected: checkpoint.root.description,
                    found: root.description
                )
            )
        }
        if let key = fold.counting.registry.ledgerKey(forSize: checkpoint.size), key != ledgerKey {
            tally.add(Finding(.checkpointSignature, "the ledger says that its checkpoints need another key by now"))
        }
    }

    private func checkRemembered(isBelow checkpoint: Checkpoint) throws(Finding) {
        guard let remembered else { return }
        guard remembered.size <= checkpoint.size else {
            throw Finding(
                .rolledBack,
                at: checkpoint.size,
                "the ledger has fewer entries than when this auditor last verified it",
                expected: "\(remembered.size) entries or more",
                found: "\(checkpoint.size)"
            )
        }
    }

    private func checkRemembered(within chunk: CheckedChunk, after tree: TreeFold) throws(Finding) {
        guard let remembered, remembered.size > tree.size, remembered.size <= tree.size + UInt64(chunk.entries.count)
        else {
            return
        }
        var tree = tree
        for entry in chunk.entries.prefix(Int(remembered.size - tree.size)) { _ = tree.append(entry.leafHash) }
        guard tree.root == remembered.root else {
            throw Finding(
                .forked,
                at: 0,
                "the first \(remembered.size) entries are not those that this auditor verified before",
                expected: remembered.root.description,
                found: tree.root.description
            )
        }
    }

    private static func compare(
        _ tiles: [TreeFold.CompletedTile],
        with source: some LedgerSource,
        _ findings: inout [Finding]
    ) async throws {
        for tile in tiles { try await compare(tile.coordinate, tile.tile.bytes, with: source, &findings) }
    }

    private static func compareEdge(
        _ tree: TreeFold,
        with source: some LedgerSource,
        _ findings: inout [Finding]
    ) async throws {
        for (coordinate, hashes) in tree.edge {
            var bytes: [UInt8] = []
            for hash in hashes { hash.append(to: &bytes) }
            try await compare(coordinate, bytes, with: source, &findings)
        }
    }

    private static func compare(
        _ coordinate: TileCoordinate,
        _ bytes: [UInt8],
        with source: some LedgerSource,
        _ findings: inout [Finding]
    ) async throws {
        do {
            guard let kept = try await source.tile(coordinate), kept != bytes else { return }
            let first = coordinate.index << UInt64(8 * (coordinate.level + 1))
            findings.append(Finding(.tile, at: first, "\(coordinate.path) is not what the entries give"))
        } catch let finding as Finding {
            findings.append(finding)
        }
    }
}
