import CairnLog
import CairnModel
import Testing

@testable import CairnVerification

@Suite(
    "RedactionFold: entry.body-missing, entry.not-redacted, redaction.without-effect, entry.body-withheld, registry.withheld"
)
struct RedactionFoldTests {
    /// Five entries of keys, five of an uploader (5 to 9), and redactions of some of these.
    private static func sample(redacting indexes: [Int]) throws -> SampleLedger {
        var sample = try SampleLedger.withRecoveryAndRedactor()
        for _ in 0..<5 { try sample.upload(1) }
        for index in indexes { try sample.redact(index) }
        return sample
    }

    private static func found(_ verdict: Verdict) -> [String] {
        verdict.findings.map { "\($0.code) \($0.index.map(String.init) ?? "-")" }
    }

    @Test func aBodyThatARedactionTakesAwayIsNoFindingAndIsCounted() async throws {
        var sample = try RedactionFoldTests.sample(redacting: [6, 8])
        sample.bodies[6] = nil
        sample.bodies[8] = nil
        let verdict = try await sample.verdict()
        #expect(verdict.findings == [])
        #expect(verdict.redactions == RedactionCount(byType: ["cairn.image.noted.v1": 2]))
        #expect(verdict.erasure.sentence.contains("2 of cairn.image.noted.v1"))
        // Its twin: without the redaction, it is missing.
        var missing = try RedactionFoldTests.sample(redacting: [6])
        missing.bodies[8] = nil
        missing.bodies[6] = nil
        let found = try await RedactionFoldTests.found(missing.verdict())
        #expect(found == ["entry.body-missing 8"])
    }

    @Test func aBodyThatIsHereThoughRedactedIsAPromiseNotKept() async throws {
        let sample = try RedactionFoldTests.sample(redacting: [6, 6])
        let verdict = try await sample.verdict()
        // Told once, though two redactions name it; both have an effect.
        #expect(RedactionFoldTests.found(verdict) == ["entry.not-redacted 6"])
        #expect(verdict.exitCode == 3)
        #expect(verdict.redactions?.total == 2)
    }

    /// Of an entry whose body is here nothing was kept: the source is asked, and what it says is held against the tree.
    @Test func aRedactionOfAnEntryThatTheSourceReplacesWhenAskedAgainIsNotBelieved() async throws {
        struct TwoFaced: LedgerSource {
            let source: MemorySource
            let other: UnverifiedChunk.UnverifiedEntry
            func checkpoint() async throws -> [UInt8] { source.note }
            func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
                guard first == 6 else { return try await source.chunk(from: first, below: end) }
                return UnverifiedChunk(firstIndex: 6, entries: [other], notes: [:])
            }
            func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? { nil }
        }
        let sample = try RedactionFoldTests.sample(redacting: [6])
        let other = sample.entries[6].with(bodyHash: sample.entries[7].bodyHash)
        let source = TwoFaced(source: try MemorySource(sample), other: .init(bytes: other.bytes, body: nil))
        let verdict = try await LedgerVerifier(ledgerKey: sample.ledger.key).verify(source)
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.first?.code == .missing)
        #expect(verdict.findings.first?.index == 6)
    }

    @Test func guardedEntriesCannotBeRedacted() async throws {
        // Entry 1 is the registrar's registration, entry 4 the redactor's, entry 10 a redaction.
        var sample = try RedactionFoldTests.sample(redacting: [6])
        for index in [1, 4, 10] { try sample.redact(index) }
        sample.bodies[6] = nil
        let verdict = try await sample.verdict()
        #expect(
            RedactionFoldTests.found(verdict) == [
                "redaction.without-effect 11", "redaction.without-effect 12", "redaction.without-effect 13",
            ]
        )
        #expect(verdict.redactions?.total == 1)
    }

    /// With room for three redactions, and for two of keys without the role recovery: the third of the redactor has no
    /// effect, one of the recovery key has, and no further one.
    @Test func beyondTheLimitARedactionHasNoEffect() async throws {
        var limits = LedgerLimits.format1
        limits.redactions = 3
        limits.ordinaryRedactions = 2
        var sample = try RedactionFoldTests.sample(redacting: [5, 6, 7])
        try sample.redact(8, by: \.recovery)
        try sample.redact(9, by: \.recovery)
        for index in [5, 6, 8] { sample.bodies[index] = nil }
        let verdict = try await sample.verdict(limits: limits)
        #expect(RedactionFoldTests.found(verdict) == ["redaction.without-effect 12", "redaction.without-effect 14"])
        #expect(verdict.redactions?.total == 3)
    }

    @Test func oneAbsenceMoreThanTheLimitIsTampering() async throws {
        var limits = LedgerLimits.format1
        limits.absences = 2
        var sample = try RedactionFoldTests.sample(redacting: [5, 6, 7])
        for index in [5, 6, 7] { sample.bodies[index] = nil }
        let verdict = try await sample.verdict(limits: limits)
        #expect(verdict.findings.first?.code == .bodyMissing)
        #expect(verdict.findings.first?.index == 7)
        #expect(verdict.exitCode == 2)
    }

    @Test func typesBeyondTheFirstAreCountedTogether() throws {
        var fold = RedactionFold()
        var sample = try SampleLedger.withRecoveryAndRedactor()
        for _ in 0..<3 { try sample.upload(1) }
        let many = RedactionFold.mostTypes + 2
        for number in 0..<many {
            let redaction = try RedactionRecorded(
                index: 5,
                bodyHash: sample.entries[5].bodyHash,
                redactedType: EventType("type-\(number % (many - 1))"),
                reason: ReasonCode("x")
            )
            var verdict = SubmissionVerdict(nil)
            verdict.redactions = [(redaction, UInt64(100 + number))]
            let checked = CheckedSubmission(firstIndex: UInt64(100 + number), note: nil, isAnchorTrue: true)
            _ = fold.take(checked, verdict)
        }
        _ = fold.settle([5: .init(bodyHash: sample.entries[5].bodyHash, isPresent: false)])
        // 1,026 redactions of 1,025 types: type-0 twice, 1,023 others once, and one type that is not counted by itself.
        #expect(fold.byType.count == 1_024)
        #expect(fold.byType["type-0"] == 2)
        #expect(fold.ofOtherTypes == 1)
        #expect(fold.effects == 1_026)
    }

    @Suite("bodies that are withheld")
    struct Withheld {
        /// Entries 5 to 9 are the uploader's, 10 a redaction of 6.
        ///
        /// Whoever may not see bodies gets those of guarded
        /// entries: then only the first that is not redacted is reported.
        @Test func ofOrdinaryEntriesConcernNothingElse() async throws {
            var sample = try RedactionFoldTests.sample(redacting: [5])
            for index in 5...9 { sample.bodies[index] = nil }
            let verdict = try await sample.verdict(withoutBodies: true)
            #expect(RedactionFoldTests.found(verdict) == ["entry.body-withheld 6"])
            #expect(verdict.exitCode == 3)
            #expect(verdict.redactions?.total == 1)
            #expect(verdict.checkpoint != nil)
        }

        @Test func ofSubmissionsThatDoNotCountAreNoFinding() async throws {
            var sample = try RedactionFoldTests.sample(redacting: [])
            let bodies = [try sample.note(90)]
            try sample.append(bodies, under: sample.statement(bodies, number: 70), signedWith: sample.uploader.seed)
            sample.bodies[10] = nil
            let verdict = try await sample.verdict(withoutBodies: true)
            #expect(RedactionFoldTests.found(verdict) == ["submission.number 10"])
        }

        /// Without the registrar's body at 3, nobody knows the uploader: its numbers, its key and its events are not
        /// judged any more, but a forked anchor, a wrong signature and a wrong root still are.
        @Test func ofTheRegistryEndTheJudgementOfKeys() async throws {
            var sample = try RedactionFoldTests.sample(redacting: [])
            let unknown = SampleLedger.Author(name: "unknown.test.example", seed: 60)
            sample.uploader = unknown
            sample.uploader.number = 9
            sample.uploader.anchor = sample.head
            try sample.append([sample.note(91)], by: \.uploader)
            sample.bodies[3] = nil
            let verdict = try await sample.verdict(withoutBodies: true)
            #expect(RedactionFoldTests.found(verdict) == ["registry.withheld 3", "entry.body-withheld 3"])

            let bodies = [try sample.note(92)]
            let unsigned = try sample.statement(bodies)
            let line = NoteSignature(
                name: unsigned.author.name,
                keyHash: unsigned.author.keyHash,
                bytes: Array(repeating: 0, count: 64)
            )
            try sample.append(bodies, note: SignedNote(text: unsigned.text, signatures: [line]).bytes)
            let statement = try sample.statement([sample.note(93)])
            try sample.append([sample.note(94)], under: statement, signedWith: 60)
            let remarks = try await sample.verdict(withoutBodies: true)
            #expect(
                RedactionFoldTests.found(remarks) == [
                    "registry.withheld 3", "entry.body-withheld 3", "submission.signature 11", "submission.root 12",
                ]
            )

            sample.uploader.anchor = Anchor(size: 4, leafHash: sample.entries[0].leafHash)
            try sample.append([sample.note(95)], by: \.uploader)
            let forked = try await sample.verdict(withoutBodies: true)
            #expect(forked.findings.first?.code == .forked)
            #expect(forked.exitCode == 2)
        }
    }

    /// What was read before a redaction came is read again only where the redaction says so.
    @Test func aSnapshotFromBeforeARedactionGoesOn() async throws {
        var sample = try RedactionFoldTests.sample(redacting: [])
        let source = try MemorySource(sample)
        let verifier = try LedgerVerifier(ledgerKey: sample.ledger.key)
        let first = try await verifier.verify(source)
        let snapshot = try FoldSnapshot(parsing: #require(first.snapshot).bytes)
        let before = Checkpoint(
            origin: try Origin(SampleLedger.origin).keyName,
            size: 10,
            root: snapshot.fold.tree.root
        )
        try sample.redact(6)
        let kept = try MemorySource(sample)
        sample.bodies[6] = nil
        let remembering = try LedgerVerifier(ledgerKey: sample.ledger.key, remembered: before)
        let verdict = try await remembering.verify(MemorySource(sample), after: snapshot)
        #expect(verdict.findings == [])
        #expect(verdict.entries == 1)
        #expect(verdict.redactions?.total == 1)
        // Its twin: the body is still here.
        let late = try await remembering.verify(kept, after: snapshot)
        #expect(RedactionFoldTests.found(late) == ["entry.not-redacted 6"])
        // And again, after a snapshot that knows the redaction.
        let again = try #require(verdict.snapshot)
        try sample.redact(6)
        let twice = try await remembering.verify(MemorySource(sample), after: FoldSnapshot(parsing: again.bytes))
        #expect(twice.findings == [])
        #expect(twice.redactions?.total == 2)
    }

    /// A verifier that reads a database while a redaction is sealed meets an absence that its checkpoint doesn't explain,
    /// and reads on to the one that does.
    @Test func anAbsenceThatALaterCheckpointExplainsIsNoFinding() async throws {
        actor Moving: LedgerSource {
            let early: [UInt8]
            let late: MemorySource
            private var asked = 0
            init(early: [UInt8], late: MemorySource) {
                self.early = early
                self.late = late
            }
            func checkpoint() async throws -> [UInt8] {
                asked += 1
                return asked == 1 ? early : late.note
            }
            func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
                try await late.chunk(from: first, below: end)
            }
            func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? { nil }
        }
        var sample = try RedactionFoldTests.sample(redacting: [])
        let early = try sample.signedCheckpoint().bytes
        try sample.redact(6)
        sample.bodies[6] = nil
        let verifier = try LedgerVerifier(ledgerKey: sample.ledger.key)
        let verdict = try await verifier.verify(Moving(early: early, late: MemorySource(sample)))
        #expect(verdict.findings == [])
        #expect(verdict.checkpoint?.checkpoint.size == 11)
        // Its twin: no later checkpoint comes.
        var source = try MemorySource(sample)
        source.note = early
        let missing = try await verifier.verify(source)
        #expect(missing.findings.first?.code == .bodyMissing)
    }
}
