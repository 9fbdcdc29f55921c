/// The sum of what verification found: four answers, apart.
public struct Verdict: Sendable {
    /// The answer to one of the four questions.
    public struct Answer: Sendable, Equatable {
        /// What was found, the gravest first.
        public let findings: [Finding]
        /// The answer in a sentence.
        public let sentence: String
    }

    /// The checkpoint, where it was verified and nothing was tampered with.
    public let checkpoint: VerifiedCheckpoint?
    /// Where the reading ended, for ``LedgerVerifier/verify(_:after:progress:)`` of what comes later; there where ``checkpoint`` is.
    public let snapshot: FoldSnapshot?
    /// The index of the first entry that was read: 0, unless an earlier verification was gone on from.
    public let firstEntry: UInt64
    /// The number of entries that were read.
    public let entries: UInt64
    /// The number of submissions that were read.
    public let submissions: UInt64
    /// The number of submissions that don't count.
    public let discounted: UInt64
    /// The redactions that have an effect, from the ledger's beginning: what may be missing from answers; `nil` where
    /// they were not looked at, as in a proof of one event.
    public let redactions: RedactionCount?
    /// The size up to which a quorum of witnesses has seen the ledger, where a policy was given and one has.
    public let anchoredTo: UInt64?
    /// The number of entries that no quorum has seen, where a policy was given.
    public let entriesSince: UInt64?
    /// Whether anything was changed: chain, tree, numbering.
    public let integrity: Answer
    /// Whether what counts was signed by keys that were valid then.
    public let authenticity: Answer
    /// Whether anything is missing, as far as checkpoint, witnesses and memory tell.
    public let completeness: Answer
    /// Whether sealed payloads are present, erased or missing.
    public let erasure: Answer
    /// Every finding: tampering first, then what a newer program must judge, then what doesn't count; at most a
    /// thousand of each.
    public let findings: [Finding]

    /// Whether this is about the proof of one event, which is in the ledger and doesn't count.
    public var isOfDiscountedEvent: Bool { checkpoint == nil && exitCode == 3 }

    /// 0 verified; 1 a newer format; 2 tampering; 3 verified, but something doesn't count, or is not anchored.
    public var exitCode: Int32 {
        let codes = Set(findings.map(\.code.exitCode))
        return [2, 1, 3].first { codes.contains($0) } ?? 0
    }
}
