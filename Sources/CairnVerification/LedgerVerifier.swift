public import CairnLog
import CairnModel

/// Verifies a whole ledger from a source that nobody has to trust: one fold over its entries, in memory that doesn't
/// grow with them.
///
/// Chunks are read and checked side by side; chain, numbering and counting go through them in order.
public struct LedgerVerifier: Sendable {
    private static let chunkSize: UInt64 = 4_096

    private let ledgerKey: VerifierKey
    private let remembered: Checkpoint?
    private let policy: Policy?
    private let cosigned: [UInt8]?
    private let payloads: (any PayloadSource)?
    private let parallelism: Int

    /// Prepares a verification.
    ///
    /// - Parameters:
    ///   - ledgerKey: The ledger's current verifier key, from outside. Its name is the origin.
    ///   - remembered: The checkpoint that this auditor verified last: shows a rollback, and a fork.
    ///   - policy: The witnesses that the auditor trusts. Without one, nothing is asked of witnesses.
    ///   - cosigned: The signed note of an earlier checkpoint with cosignatures; used where the ledger's last one
    ///     lacks a quorum.
    ///   - payloads: The vault, for the answer on erasure. Without one, nothing is asked of it.
    ///   - parallelism: How many chunks are checked at once.
    public init(
        ledgerKey: VerifierKey,
        remembered: Checkpoint? = nil,
        policy: Policy? = nil,
        cosigned: [UInt8]? = nil,
        payloads: (any PayloadSource)? = nil,
        parallelism: Int = 2
    ) {
        self.ledgerKey = ledgerKey
        self.remembered = remembered
        self.policy = policy
        self.cosigned = cosigned
        self.payloads = payloads
        self.parallelism = min(max(1, parallelism), 256)
    }

    /// Verifies everything below the source's checkpoint.
    ///
    /// What is wrong with the ledger goes into the verdict; only what keeps the source from being read at all is
    /// thrown.
    /// Where a key was revoked as compromised, the ledger is read a second time, to name what that key signed since.
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
        let signed: SignedCheckpoint
        do {
            signed = try SignedCheckpoint(try await source.checkpoint(), by: ledgerKey)
        } catch let finding as Finding {
            return Verdict(unreadable: finding)
        }
        var anchoring = Anchoring()
        if let policy { anchoring = Anchoring(signed, ledgerKey: ledgerKey, policy: policy, earlier: cosigned) }
        var landmarks = anchoring.landmark.map { [$0] } ?? []
        if let remembered {
            guard remembered.origin == signed.checkpoint.origin else {
                return Verdict(unreadable: Finding(.forked, "the checkpoint to compare with is of another ledger"))
            }
            landmarks.append(
                Landmark(size: remembered.size, root: remembered.root, whose: "this auditor verified before")
            )
        }
        var reading = LedgerReading(signed, landmarks: landmarks)
        try await read(source, &reading, progress)
        let compromised = reading.fold.counting.registry.compromised
        if !compromised.isEmpty, reading.isWhole {
            reading = LedgerReading(signed, landmarks: landmarks, compromised: compromised)
            try await read(source, &reading, progress)
        }
        return Verdict(reading, anchoring, remembered: remembered, hasPolicy: policy != nil)
    }

    private func read(
        _ source: some LedgerSource,
        _ reading: inout LedgerReading,
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) async throws {
        do {
            guard try await follow(source, &reading, progress) else { return }
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
        _ progress: @Sendable (UInt64, UInt64) -> Void
    ) async throws -> Bool {
        let size = reading.signed.checkpoint.size
        return try await withThrowingTaskGroup(of: Arrival.self) { group in
            var asked: UInt64 = 0
            var ready: [UInt64: Arrival] = [:]
            func ask() {
                guard asked < size else { return }
                let first = asked
                let end = first + min(LedgerVerifier.chunkSize, size - first)
                asked = end
                group.addTask { try await check(source, first, end) }
            }
            for _ in 0..<(parallelism * 2) { ask() }
            var first: UInt64 = 0
            while first < size {
                while ready[first] == nil, let arrival = try await group.next() { ready[arrival.first] = arrival }
                guard let arrival = ready.removeValue(forKey: first) else { return false }
                ask()
                let end = first + min(LedgerVerifier.chunkSize, size - first)
                let (chunk, caches, facts) = try arrival.result.get()
                guard
                    try await reading.append(chunk, caches: caches, payloads: facts, below: end, from: source)
                else { return false }
                progress(end, size)
                first = end
            }
            return true
        }
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
                uninterpreted: caches.uninterpreted ?? [],
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
        for start in stride(from: 0, to: places.count, by: PayloadFold.page) {
            let some = places[start...].prefix(PayloadFold.page)
            let states = try await payloads.states(of: some.map { (facts[$0.fact].event, $0.reference) })
            for (place, state) in zip(some, states) { facts[place.fact].states.append(state) }
        }
        return facts
    }
}
