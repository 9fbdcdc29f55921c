import CairnLog
import CairnModel

extension Verdict {
    /// The verdict on a ledger that was read.
    init(_ reading: LedgerReading, _ anchoring: Anchoring, remembered: Checkpoint?, hasPolicy: Bool) {
        var tally = reading.tally
        for finding in anchoring.findings { tally.add(finding) }
        let size = reading.signed.checkpoint.size
        let isSound = reading.isWhole && !tally.findings.contains { $0.code.exitCode < 3 }
        let anchoredTo = isSound ? anchoring.size : nil
        let start = reading.start
        let entries = reading.fold.size - min(start.size, reading.fold.size)
        let submissions = reading.fold.submissions - min(start.submissions, reading.fold.submissions)
        let earlier = start.size > 0 ? " The \(start.size) before were verified earlier and not read again." : ""
        let new = start.size > 0 ? "new " : ""
        self.init(
            checkpoint: isSound ? VerifiedCheckpoint(reading.signed) : nil,
            snapshot: isSound ? FoldSnapshot(reading.fold) : nil,
            firstEntry: start.size,
            entries: entries,
            submissions: submissions,
            discounted: reading.fold.discounted - min(start.discounted, reading.fold.discounted),
            redactions: RedactionCount(
                byType: reading.fold.redacting.byType,
                ofOtherTypes: reading.fold.redacting.ofOtherTypes
            ),
            anchoredTo: anchoredTo,
            entriesSince: hasPolicy ? size - (anchoredTo ?? 0) : nil,
            findings: tally.findings,
            sentences: Sentences(
                integrity:
                    "Nothing was changed, inserted, removed or reordered among \(entries) \(new)entries.\(earlier)",
                authenticity:
                    "Each of \(submissions) \(new)submissions was signed by a key that was valid then.",
                completeness: "Nothing is missing below the signed checkpoint of \(size) entries; "
                    + Verdict.memory(remembered) + "; " + Verdict.witnesses(anchoring.size, of: size, hasPolicy) + ".",
                erasure: (reading.erasure?.sentence ?? Sentences.noVault)
                    + (reading.erasure != nil && start.size > 0
                        ? " Payloads of the \(start.size) entries before were not looked at." : "")
            )
        )
    }

    /// The verdict on a proof of one event whose parts are right.
    init(proof signed: SignedCheckpoint, _ event: ProvenEntry, _ anchoring: Anchoring, hasPolicy: Bool) {
        var tally = FindingTally()
        let index = event.entry.index
        if event.body == nil {
            tally.add(
                Finding(
                    .bodyWithheld,
                    at: index,
                    "the body is not in the proof, redacted or withheld: it shows who signed when, not what"
                )
            )
        }
        for finding in anchoring.findings { tally.add(finding) }
        let size = signed.checkpoint.size
        let isSound = !tally.findings.contains { $0.code.exitCode < 3 }
        self.init(
            checkpoint: isSound ? VerifiedCheckpoint(signed) : nil,
            entries: 2,
            submissions: 2,
            discounted: 0,
            anchoredTo: isSound ? anchoring.size : nil,
            entriesSince: hasPolicy ? size - (isSound ? anchoring.size ?? 0 : 0) : nil,
            findings: tally.findings,
            sentences: Sentences(
                integrity: "Entry \(index) is the one that the signed checkpoint of \(size) entries was made for.",
                authenticity: "It was signed by a key that the ledger had registered for it. \(EventProof.limits)",
                completeness: "Other entries were not looked at; "
                    + Verdict.witnesses(anchoring.size, of: size, hasPolicy) + ".",
                erasure: "Neither sealed payloads nor redactions were looked at."
            )
        )
    }

    /// The verdict on a ledger that can't be read at all.
    public init(unreadable finding: Finding) {
        self.init(
            checkpoint: nil,
            entries: 0,
            submissions: 0,
            discounted: 0,
            anchoredTo: nil,
            entriesSince: nil,
            findings: [finding],
            sentences: Sentences(integrity: "", authenticity: "", completeness: "")
        )
    }

    /// The verdict on a proof of one event that proves nothing: a part of it was changed, or the event doesn't count.
    init(unproven finding: Finding) {
        let counts = finding.code.exitCode != 3
        self.init(
            checkpoint: nil,
            entries: 1,
            submissions: 1,
            discounted: counts ? 0 : 1,
            anchoredTo: nil,
            entriesSince: nil,
            findings: [finding],
            sentences: Sentences(
                integrity: "",
                authenticity: "",
                completeness: "",
                discounted: "The event doesn't count"
            )
        )
    }

    /// What each answer says where nothing was found.
    struct Sentences {
        let integrity: String
        let authenticity: String
        let completeness: String
        var erasure = Sentences.noVault
        var discounted: String?

        static let noVault = "Sealed payloads were not looked at: no vault was given."
    }

    init(
        checkpoint: VerifiedCheckpoint?,
        snapshot: FoldSnapshot? = nil,
        firstEntry: UInt64 = 0,
        entries: UInt64,
        submissions: UInt64,
        discounted: UInt64,
        redactions: RedactionCount? = nil,
        anchoredTo: UInt64?,
        entriesSince: UInt64?,
        findings: [Finding],
        sentences: Sentences
    ) {
        let completeness = findings.filter(\.code.isAboutCompleteness)
        let payloads = findings.filter(\.code.isAboutErasure)
        let grave = findings.filter {
            $0.code.exitCode != 3 && !$0.code.isAboutCompleteness && !$0.code.isAboutErasure
        }
        let lesser = findings.filter {
            $0.code.exitCode == 3 && !$0.code.isAboutCompleteness && !$0.code.isAboutErasure
        }
        // What doesn't count goes before what counts with a remark.
        .sorted { !$0.code.isOfWhatCounts && $1.code.isOfWhatCounts }
        let isCut = checkpoint == nil
        func answer(_ findings: [Finding], _ good: String, _ bad: String) -> Answer {
            if let first = findings.first { return Answer(findings: findings, sentence: "\(bad): \(first)") }
            return Answer(findings: [], sentence: isCut ? "Nothing can be said, because of the other findings." : good)
        }
        self.checkpoint = checkpoint
        self.snapshot = snapshot
        self.firstEntry = firstEntry
        self.entries = entries
        self.submissions = submissions
        self.discounted = discounted
        self.redactions = redactions
        self.anchoredTo = anchoredTo
        self.entriesSince = entriesSince
        self.findings = findings
        integrity = answer(
            grave,
            sentences.integrity,
            grave.first?.code.exitCode == 1 ? "Only a newer program can tell" : "Something was changed"
        )
        authenticity = answer(
            lesser,
            findings.contains { $0.code == .withheld }
                ? "Which keys were valid was not verified: a body that decides it is withheld."
                : sentences.authenticity,
            discounted == 0
                ? "Every submission counts, but"
                : sentences.discounted ?? "\(discounted) of \(submissions) submissions don't count"
        )
        self.completeness = answer(
            completeness,
            sentences.completeness,
            completeness.first?.code.exitCode == 3
                ? "Nothing is missing below the checkpoint, but" : "Something is missing, or the evidence doesn't parse"
        )
        erasure = Answer(
            findings: payloads,
            sentence: (payloads.first.map { "What was erased or redacted is not as the ledger says: \($0)." }
                ?? sentences.erasure) + (checkpoint == nil ? "" : redactions.map { " " + $0.sentence } ?? "")
        )
    }

    private static func memory(_ remembered: Checkpoint?) -> String {
        remembered.map { "the first \($0.size) are those that were verified before" }
            ?? "no earlier checkpoint was given to compare with"
    }

    private static func witnesses(_ anchored: UInt64?, of size: UInt64, _ hasPolicy: Bool) -> String {
        guard hasPolicy else { return "no witnesses were asked" }
        guard let anchored else { return "no witness vouches for it" }
        return "anchored to \(anchored), \(size > anchored ? size - anchored : 0) entries since"
    }
}

extension FindingCode {
    /// Whether the finding answers the question what is missing, rather than what was changed or who signed.
    var isAboutCompleteness: Bool {
        [
            .rolledBack, .forked, .missing, .exportMissing, .exportMalformed, .checkpointMalformed,
            .checkpointSignature, .quorum, .bodyMissing, .bodyWithheld, .withheld,
        ]
        .contains(self)
    }

    /// Whether the finding is about something that counts all the same.
    var isOfWhatCounts: Bool { [.possiblyCompromised, .registryWithoutEffect].contains(self) }

    /// Whether the finding is about what was erased or redacted.
    var isAboutErasure: Bool {
        [
            .payloadMissing, .payloadModified, .payloadNotErased, .keyOfAnother, .erasedOther, .notRedacted,
            .redactionWithoutEffect,
        ]
        .contains(self)
    }
}
