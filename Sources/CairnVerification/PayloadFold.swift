import CairnModel

/// The answer on erasure, entry by entry: every payload that a submission that counts names is present and unchanged, or erased by an event
/// that counts.
///
/// Holds what was erased and what is absent, and whose each key is.
struct PayloadFold: Sendable {
    private var waiting: [PayloadFacts] = []
    private var erased: [String: UInt64] = [:]
    private var absent: [String: (first: UInt64, count: UInt64)] = [:]
    /// The subject of each key, as the first enrolment says that names it.
    private var owners: [String: String] = [:]
    private var present: UInt64 = 0
    private var gone: UInt64 = 0
    private(set) var findings: [Finding] = []

    /// Takes what entries say; judged when their submissions are.
    mutating func expect(_ facts: [PayloadFacts]) {
        waiting += facts
    }

    /// Judges the submissions that ended; `judged` is the index up to which they have.
    mutating func take(_ step: LedgerFold.Step, judged: UInt64) {
        var counting = IndexRanges()
        for (submission, finding) in step.submissions where finding == nil { counting.append(submission.indexes) }
        let ended = waiting.prefix { $0.index < judged }
        for facts in ended
        where step.denied[facts.index] == nil && counting.contains(facts.index) { take(facts) }
        waiting.removeFirst(ended.count)
    }

    private mutating func take(_ facts: PayloadFacts) {
        takeOwners(facts)
        for key in facts.erasedKeys where erased[key] == nil { erased[key] = facts.index }
        for (reference, state) in zip(facts.references, facts.states) {
            switch state {
            case .present: present += 1
            case .absent:
                gone += 1
                let (first, count) = absent[reference.key] ?? (facts.index, 0)
                absent[reference.key] = (first, count + 1)
            case .modified:
                add(.payloadModified, facts.index, "the sealed payload is not what the entry committed to")
            }
        }
    }

    /// Compares whose keys are: as enrolments say, as the vault has it, and as the event at hand takes it.
    private mutating func takeOwners(_ facts: PayloadFacts) {
        for reference in facts.references {
            let key = reference.key
            if facts.isEnrolment, let subject = facts.subjects.first, owners[key] == nil { owners[key] = subject }
            for owner in [owners[key], facts.owners[key]] {
                guard let owner, !facts.subjects.isEmpty, !facts.subjects.contains(owner) else { continue }
                add(.keyOfAnother, facts.index, "key \(key) is that of subject \(owner), whom the event doesn't name")
                break
            }
        }
        for key in facts.erasedKeys {
            guard let owner = owners[key], !facts.subjects.contains(owner) else { continue }
            add(.erasedOther, facts.index, "key \(key) is that of subject \(owner), whom the erasure doesn't name")
        }
    }

    /// Ends the answer: what is absent must have been erased, and what was erased must be absent.
    mutating func finish(_ source: any PayloadSource) async throws {
        for (key, (first, count)) in absent.sorted(by: { $0.value.first < $1.value.first }) where erased[key] == nil {
            add(
                .payloadMissing,
                first,
                "\(count) sealed payloads under key \(key) are gone, and no event says that they were erased"
            )
        }
        let keys = erased.sorted { $0.value < $1.value }
        for start in stride(from: 0, to: keys.count, by: PayloadFold.page) {
            let some = keys[start...].prefix(PayloadFold.page)
            let held = try await source.held(some.map(\.key))
            for (key, index) in some where held.contains(key) {
                add(
                    .payloadNotErased,
                    index,
                    "key \(key), or a payload under it, is still there, though this event says that it was erased"
                )
            }
        }
    }

    /// The answer in a sentence, where nothing was found.
    var sentence: String {
        guard present + gone > 0 else { return "No event that counts names a sealed payload." }
        return
            "Of \(present + gone) sealed payloads, \(present) are present and unchanged, and \(gone) were erased, as the ledger says."
    }

    /// The most payloads or keys that are asked for at once.
    static let page = 1_000

    private mutating func add(_ code: FindingCode, _ index: UInt64, _ message: String) {
        if findings.count < FindingTally.most { findings.append(Finding(code, at: index, message)) }
    }
}
