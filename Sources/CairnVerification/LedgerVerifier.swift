public import CairnLog
public import CairnModel

/// Verifies a whole ledger from a source that nobody has to trust: one fold over its entries, in memory that doesn't
/// grow with them.
///
/// Chunks are read and checked side by side; chain, numbering and counting go through them in order.
public struct LedgerVerifier: Sendable {
    private static let chunkSize: UInt64 = 4_096

    /// The ledger's verifier key that was given.
    public let ledgerKey: VerifierKey
    private let remembered: Checkpoint?
    private let policy: Policy?
    private let cosigned: [UInt8]?
    private let payloads: (any PayloadSource)?
    private let isWithoutBodies: Bool
    private let parallelism: Int
    private let limits: LedgerLimits

    /// Prepares a verification.
    ///
    /// - Parameters:
    ///   - ledgerKey: The ledger's current verifier key, from outside. Its name is the origin.
    ///   - remembered: The checkpoint that this auditor verified last: shows a rollback, and a fork.
    ///   - policy: The witnesses that the auditor trusts. Without one, nothing is asked of witnesses.
    ///   - cosigned: The signed note of an earlier checkpoint with cosignatures; used where the ledger's last one
    ///     lacks a quorum.
    ///   - payloads: The vault, for the answer on erasure. Without one, nothing is asked of it.
    ///   - withoutBodies: Whether absent bodies are withheld ones: tree, chain, times, notes and what each author signed
    ///     are verified, and the verdict says which events were not looked at.
    ///   - parallelism: How many chunks are checked at once.
    ///   - limits: Those of the format, unless a test needs smaller ones.
    public init(
        ledgerKey: VerifierKey,
        remembered: Checkpoint? = nil,
        policy: Policy? = nil,
        cosigned: [UInt8]? = nil,
        payloads: (any PayloadSource)? = nil,
        withoutBodies: Bool = false,
        parallelism: Int = 2,
        limits: LedgerLimits = .format1
    ) {
        self.ledgerKey = ledgerKey
        self.remembered = remembered
        self.policy = policy
        self.cosigned = cosigned
        self.payloads = payloads
        isWithoutBodies = withoutBodies
        self.parallelism = min(max(1, parallelism), 256)
        self.limits = limits
    }

    /// The same, but nothing is asked about payloads.
    public var withoutPayloads: LedgerVerifier {
        LedgerVerifier(
            ledgerKey: ledgerKey,
            remembered: remembered,
            policy: policy,
            cosigned: cosigned,
            withoutBodies: isWithoutBodies,
            parallelism: parallelism,
            limits: limits
        )
    }

    /// What can be said of a source whose checkpoint is missing or not of its form, without any key; `nil` where it is
    /// there and of its form.
    ///
    /// A verifier that was given no well-formed key asks this first: evidence that doesn't parse goes before a key that
    /// doesn't.
    ///
    /// - Throws: Whatever the source throws other than a ``Finding``.
    public static func verdict(onFormOf source: some LedgerSource) async throws -> Verdict? {
        do {
            _ = try SignedCheckpoint(try await source.checkpoint())
            return nil
        } catch let finding as Finding {
            return Verdict(unreadable: finding)
        }
    }

    /// Verifies everything below the source's checkpoint, or what came after an earlier verification.
    ///
    /// What is wrong with the ledger goes into the verdict; only what keeps the source from being read at all is
    /// thrown.
    /// Where a key turns out to have been revoked as compromised, the ledger is read a second time, from its beginning, to name what that
    /// key signed since.
    ///
    /// - Parameters:
    ///   - source: Where entries come from.
    ///   - snapshot: Where an earlier verification ended, kept by the auditor: entries below its size are not read.
    ///   - progress: Called now and then with the number of entries that were verified and of those there are.
    /// - Returns: The verdict.
    /// - Throws: Whatever the source throws other than a ``Finding``.
    public func verify(
        _ source: some LedgerSource,
        after snapshot: FoldSnapshot? = nil,
        progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> Verdict {
        let signed: SignedCheckpoint
        do {
            signed = try SignedCheckpoint(try await source.checkpoint())
        } catch let finding as Finding {
            return Verdict(unreadable: finding)
        }
        var anchoring = Anchoring()
        if let policy { anchoring = Anchoring(signed, ledgerKey: ledgerKey, policy: policy, earlier: cosigned) }
        var landmarks = anchoring.landmark.map { [$0] } ?? []
        if let remembered { landmarks.append(Landmark(remembered)) }
        if let snapshot, snapshot.size != remembered?.size || snapshot.fold.tree.root != remembered?.root {
            landmarks.append(Landmark(snapshot))
        }
        guard remembered.map({ $0.origin == signed.checkpoint.origin }) ?? true,
            snapshot.map({ $0.origin == signed.origin }) ?? true
        else { return Verdict(unreadable: Finding(.forked, "the checkpoint to compare with is of another ledger")) }
        if let snapshot, let finding = Landmark(snapshot).finding(ledgerSize: signed.checkpoint.size) {
            return Verdict(unreadable: finding)
        }
        let known = snapshot?.fold.counting.registry.compromised ?? [:]
        let start = snapshot?.fold ?? beginning(signed.origin)
        var reading = LedgerReading(signed, landmarks: landmarks, compromised: known, after: start)
        try await read(source, &reading, { false }, progress)
        let compromised = reading.fold.counting.registry.compromised
        if compromised != known, reading.isWhole {
            reading = LedgerReading(
                reading.signed,
                landmarks: landmarks,
                compromised: compromised,
                after: beginning(signed.origin)
            )
            try await read(source, &reading, { false }, progress)
        }
        return Verdict(reading, anchoring, remembered: remembered, hasPolicy: policy != nil)
    }

    /// Reads again what was verified before, from where the last such reading stopped, until it is told to stop or meets the checkpoint.
    ///
    /// - Parameters:
    ///   - source: Where entries come from.
    ///   - checkpoint: A checkpoint that was verified before.
    ///   - snapshot: Where the last reading stopped; without one, at the ledger's beginning.
    ///   - isOver: Whether it is time to stop, asked after each chunk; the submission that is being read is finished.
    ///   - progress: Called now and then with the number of entries that were verified and of those there are.
    /// - Returns: What was found, and where the reading stopped.
    /// - Throws: Whatever the source throws other than a ``Finding``.
    public func readAgain(
        _ source: some LedgerSource,
        below checkpoint: VerifiedCheckpoint,
        after snapshot: FoldSnapshot? = nil,
        until isOver: @Sendable () -> Bool,
        progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> SecondReading {
        let signed: SignedCheckpoint
        do {
            signed = try SignedCheckpoint(checkpoint.note, by: ledgerKey)
            guard snapshot.map({ $0.origin == signed.origin && $0.size <= signed.checkpoint.size }) ?? true else {
                throw Finding(.rolledBack, "the last reading got further than the checkpoint, or was of another ledger")
            }
        } catch let finding as Finding {
            return SecondReading(findings: [finding], from: 0, end: 0, isComplete: false, snapshot: nil)
        }
        let known = snapshot?.fold.counting.registry.compromised ?? [:]
        let start = snapshot?.fold ?? beginning(signed.origin)
        var reading = LedgerReading(signed, landmarks: [], compromised: known, after: start)
        try await read(source, &reading, isOver, progress)
        let findings = reading.tally.findings
        return SecondReading(
            findings: findings,
            from: reading.start.size,
            end: reading.fold.size,
            isComplete: reading.isWhole,
            snapshot: findings.contains { $0.code.exitCode != 3 } ? nil : FoldSnapshot(reading.fold)
        )
    }

    private func beginning(_ origin: Origin) -> LedgerFold {
        LedgerFold(origin: origin, withoutBodies: isWithoutBodies, limits: limits)
    }

    /// How often a reading goes on to a checkpoint that came meanwhile: each time, at most the bodies that were redacted
    /// since are absent.
    private static let mostLaterCheckpoints = 8

    private func read(
        _ source: some LedgerSource,
        _ reading: inout LedgerReading,
        _ isOver: () -> Bool,
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) async throws {
        do {
            guard try await follow(source, &reading, isOver, progress) else { return }
            for _ in 0..<LedgerVerifier.mostLaterCheckpoints where reading.fold.redacting.hasUnexplainedAbsences {
                // A body that is absent may have been redacted below a checkpoint that came while this one was read.
                let later = try SignedCheckpoint(try await source.checkpoint(), by: ledgerKey)
                guard later.origin == reading.signed.origin, later.checkpoint.size > reading.signed.checkpoint.size
                else { break }
                reading.goOn(to: later)
                guard try await follow(source, &reading, isOver, progress) else { return }
            }
            try await reading.finish(ledgerKey: ledgerKey, from: source)
            if let payloads { try await reading.finish(payloads) }
        } catch let finding as Finding {
            reading.add(finding)
        }
    }

    private struct Arrival: Sendable {
        let first: UInt64
        let result: Result<(chunk: CheckedChunk, caches: LedgerCaches, payloads: [PayloadFacts]), Finding>
    }

    private func follow(
        _ source: some LedgerSource,
        _ reading: inout LedgerReading,
        _ isOver: () -> Bool,
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) async throws -> Bool {
        let size = reading.signed.checkpoint.size
        let start = reading.fold.size
        return try await withThrowingTaskGroup(of: Arrival.self) { group in
            var asked = start
            var ready: [UInt64: Arrival] = [:]
            func ask() {
                guard asked < size else { return }
                let first = asked
                let end = LedgerVerifier.end(ofChunkFrom: first, size)
                asked = end
                group.addTask { try await check(source, first, end) }
            }
            for _ in 0..<(parallelism * 2) { ask() }
            var first = start
            while first < size {
                while ready[first] == nil, let arrival = try await group.next() { ready[arrival.first] = arrival }
                guard let arrival = ready.removeValue(forKey: first) else { return false }
                let end = LedgerVerifier.end(ofChunkFrom: first, size)
                let (chunk, caches, facts) = try await self.chunk(arrival, below: end, reading.fold.mode, source)
                if isOver(), first > start, let part = chunk.beforeLastSubmission {
                    group.cancelAll()
                    let end = part.firstIndex + UInt64(part.count)
                    try await reading.append(part, caches: caches, payloads: facts, below: end, from: source)
                    try await reading.pause(source)
                    return false
                }
                ask()
                try await reading.append(chunk, caches: caches, payloads: facts, below: end, from: source)
                progress(end, size)
                first = end
            }
            return true
        }
    }

    /// What arrived; after an entry of a higher version, notes and bodies that can't be read make no difference.
    private func chunk(
        _ arrival: Arrival,
        below end: UInt64,
        _ mode: LedgerFold.Mode,
        _ source: some LedgerSource
    ) async throws -> (CheckedChunk, LedgerCaches, [PayloadFacts]) {
        if mode == .hashing, case .failure = arrival.result {
            return (CheckedChunk(try await source.entries(from: arrival.first, below: end)), LedgerCaches(), [])
        }
        return try arrival.result.get()
    }

    /// Where the chunk from an index ends: at a multiple of the chunk's size, or at the ledger's.
    private static func end(ofChunkFrom first: UInt64, _ size: UInt64) -> UInt64 {
        min(size, (first / chunkSize + 1) * chunkSize)
    }

    private func check(_ source: some LedgerSource, _ first: UInt64, _ end: UInt64) async throws -> Arrival {
        do {
            let chunk = try await source.chunk(from: first, below: end)
            guard chunk.firstIndex == first else {
                throw Finding(.missing, at: first, "entries are missing: other ones were read instead")
            }
            let caches = try await source.caches(from: first, below: end)
            let checked = CheckedChunk(
                chunk,
                uninterpreted: caches.uninterpreted ?? [:],
                decoding: false,
                payloads: payloads != nil
            )
            return Arrival(first: first, result: .success((checked, caches, try await asked(checked.payloadFacts))))
        } catch let finding as Finding {
            return Arrival(first: first, result: .failure(finding))
        }
    }

    /// Facts with the state of each payload.
    private func asked(_ facts: [PayloadFacts]) async throws -> [PayloadFacts] {
        guard let payloads else { return [] }
        var facts = facts
        var places: [(fact: Int, reference: SealedReference)] = []
        for (place, fact) in facts.enumerated() { places += fact.references.map { (place, $0) } }
        for place in facts.indices where facts[place].isEnrolment {
            facts[place].owners = try await payloads.subjects(of: facts[place].references.map(\.key))
        }
        for start in stride(from: 0, to: places.count, by: PayloadFold.page) {
            let some = places[start...].prefix(PayloadFold.page)
            let states = try await payloads.states(of: some.map { (facts[$0.fact].event, $0.reference) })
            for (place, state) in zip(some, states) { facts[place.fact].states.append(state) }
        }
        return facts
    }
}
