public import CairnCrypto
public import CairnModel

/// Which bodies may be absent: a fold over submissions that were judged, in their order.
///
/// The event at index r redacts entry i if i < r, the body hash that it names is that entry's, the submission of i
/// counts and is not guarded, the type that it names is of no family of the registry, and the ledger's limit is not
/// reached.
///
/// It holds the absences that were met (at most as many as the format allows), and ranges of entries that are guarded
/// or don't count. What is said of an entry whose body is here, and so was not kept, waits until its entry was
/// looked up.
public struct RedactionFold: Sendable {
    /// What is known of an entry that a redaction names.
    public struct Facts: Sendable {
        /// The entry's body hash.
        public let bodyHash: Hash
        /// Whether the body is here.
        public let isPresent: Bool
    }

    /// A redaction that has an effect.
    public struct Effect: Sendable, Equatable {
        /// The entry whose body goes.
        public let entry: UInt64
        /// The type that the redaction names.
        public let type: EventType
        /// The entry that says so.
        public let index: UInt64
    }

    private struct Claim: Sendable {
        let redaction: RedactionRecorded
        let index: UInt64
        let isByRecovery: Bool
    }

    private struct Absence: Sendable {
        let bodyHash: Hash
        var redactedBy: UInt64?
    }

    /// The most types that are counted one by one.
    static let mostTypes = 1_024

    private let limits: LedgerLimits
    /// Whether absent bodies are taken for withheld ones.
    let isWithoutBodies: Bool
    private(set) var guarded = IndexRanges()
    private(set) var discounted = IndexRanges()
    /// How many redactions have an effect.
    private(set) var effects: UInt64 = 0
    /// How many of them name each type; those of further types are in ``ofOtherTypes``.
    private(set) var byType: [String: UInt64] = [:]
    private(set) var ofOtherTypes: UInt64 = 0
    private var absences: [UInt64: Absence] = [:]
    private var withheld = IndexRanges()
    private var redactedWithheld: Set<UInt64> = []
    private var presentThoughRedacted: Set<UInt64> = []
    private var claims: [Claim] = []

    init(limits: LedgerLimits = .format1, withoutBodies: Bool = false) {
        self.limits = limits
        isWithoutBodies = withoutBodies
    }

    /// Takes up a fold; what it knew of bodies whose redaction it has met is not needed any more.
    init(
        guarded: IndexRanges,
        discounted: IndexRanges,
        byType: [String: UInt64],
        ofOtherTypes: UInt64,
        unexplained: [(index: UInt64, bodyHash: Hash)],
        limits: LedgerLimits = .format1
    ) {
        self.init(limits: limits)
        self.guarded = guarded
        self.discounted = discounted
        self.byType = byType
        self.ofOtherTypes = ofOtherTypes
        effects = byType.values.reduce(ofOtherTypes, +)
        for (index, hash) in unexplained { absences[index] = Absence(bodyHash: hash, redactedBy: nil) }
    }

    /// Takes a submission that was judged.
    ///
    /// - Returns: The findings about bodies of it that can't have been redacted.
    mutating func take(_ checked: CheckedSubmission, _ verdict: SubmissionVerdict) -> [Finding] {
        guard verdict.finding == nil else {
            discounted.append(checked.indexes)
            return []
        }
        if verdict.isGuarded { guarded.append(checked.indexes) }
        claims += verdict.redactions.map {
            Claim(redaction: $0.redaction, index: $0.index, isByRecovery: verdict.isByRecovery)
        }
        if isWithoutBodies {
            for (index, _) in checked.absent { withheld.append(index..<(index + 1)) }
            guard verdict.isGuarded, let first = checked.absent.first else { return [] }
            return [
                Finding(
                    .withheld,
                    at: first.index,
                    "a body that decides what counts is withheld: from here on, keys and events are not judged"
                )
            ]
        }
        if verdict.isGuarded { return checked.absent.map { RedactionFold.missing($0.index, "it can't be redacted") } }
        var findings: [Finding] = []
        for (index, hash) in checked.absent {
            if absences.count < limits.absences {
                absences[index] = Absence(bodyHash: hash, redactedBy: nil)
            } else {
                findings.append(
                    RedactionFold.missing(index, "more bodies are absent than redactions can have an effect")
                )
            }
        }
        return findings
    }

    /// The entries that redactions name and of which nothing is known: ``settle(_:)`` needs their facts.
    var unknown: Set<UInt64> {
        Set(claims.lazy.filter { isPossible($0) && absences[$0.redaction.index] == nil }.map(\.redaction.index))
    }

    /// Judges the redactions that were met, in their order.
    ///
    /// - Parameter facts: What is known of the entries that ``unknown`` names; of one that is missing here, it is as if
    ///   its body hash was another.
    /// - Returns: What to say of them, and those that have an effect.
    mutating func settle(_ facts: [UInt64: Facts]) -> (findings: [Finding], effects: [Effect]) {
        var findings: [Finding] = []
        var settled: [Effect] = []
        for claim in claims {
            let redaction = claim.redaction
            let bodyHash = absences[redaction.index]?.bodyHash ?? facts[redaction.index]?.bodyHash
            let most = claim.isByRecovery ? limits.redactions : limits.ordinaryRedactions
            guard isPossible(claim), bodyHash == redaction.bodyHash, effects < most else {
                findings.append(
                    Finding(.redactionWithoutEffect, at: claim.index, "the redaction counts, and takes no body away")
                )
                continue
            }
            effects += 1
            count(redaction.redactedType)
            settled.append(Effect(entry: redaction.index, type: redaction.redactedType, index: claim.index))
            if let finding = carryOut(claim, facts[redaction.index]) { findings.append(finding) }
        }
        claims = []
        return (findings, settled)
    }

    /// The findings about bodies that are absent at a checkpoint, though no redaction below it takes them away.
    var missing: [Finding] {
        if isWithoutBodies {
            let first = withheld.ranges.lazy.flatMap(\.self).first { !redactedWithheld.contains($0) }
            return first.map {
                [Finding(.bodyWithheld, at: $0, "bodies are withheld: from this one on, not every event was looked at")]
            } ?? []
        }
        return unexplained.prefix(FindingTally.most).map {
            RedactionFold.missing($0.index, "no redaction below the checkpoint says why")
        }
    }

    /// The absent bodies that no redaction so far takes away, in order; where bodies are withheld, none is looked at.
    var unexplained: [(index: UInt64, bodyHash: Hash)] {
        absences.filter { $0.value.redactedBy == nil }.map { ($0.key, $0.value.bodyHash) }.sorted { $0.0 < $1.0 }
    }

    /// Whether a body is absent that no redaction so far takes away.
    public var hasUnexplainedAbsences: Bool { absences.contains { $0.value.redactedBy == nil } }

    /// Whether everything but hash and limit allows the redaction.
    private func isPossible(_ claim: Claim) -> Bool {
        let entry = claim.redaction.index
        return entry < claim.index && !guarded.contains(entry) && !discounted.contains(entry)
            && !claim.redaction.redactedType.isRegistry
    }

    private mutating func carryOut(_ claim: Claim, _ facts: Facts?) -> Finding? {
        let entry = claim.redaction.index
        if absences[entry] != nil {
            if absences[entry]?.redactedBy == nil { absences[entry]?.redactedBy = claim.index }
            return nil
        }
        guard facts?.isPresent ?? false else {
            redactedWithheld.insert(entry)
            return nil
        }
        guard presentThoughRedacted.insert(entry).inserted else { return nil }
        return Finding(
            .notRedacted,
            at: entry,
            "the body is still here, though entry \(claim.index) says that it was redacted"
        )
    }

    private mutating func count(_ type: EventType) {
        if byType[type.name] != nil || byType.count < RedactionFold.mostTypes {
            byType[type.name, default: 0] += 1
        } else {
            ofOtherTypes += 1
        }
    }

    private static func missing(_ index: UInt64, _ why: String) -> Finding {
        Finding(.bodyMissing, at: index, "the body is missing: \(why)")
    }
}
