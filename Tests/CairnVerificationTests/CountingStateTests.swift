import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("CountingState")
struct CountingStateTests {
    /// Judges the whole ledger, and gives back the finding of the last submission.
    private static func last(
        _ sample: SampleLedger,
        limits: LedgerLimits = .format1
    ) async throws -> (finding: Finding?, state: CountingState) {
        var fold = LedgerFold(origin: try Origin(SampleLedger.origin), limits: limits)
        let source = try MemorySource(sample)
        let chunk = try await source.chunk(from: 0, below: UInt64(sample.entries.count))
        var judged = try await fold.append(CheckedChunk(chunk), from: source).submissions
        judged += try await fold.finish(from: source).submissions
        return (try #require(judged.last).finding, fold.counting)
    }

    @Test func aSubmissionThatFollowsCounts() async throws {
        let (finding, state) = try await CountingStateTests.last(SampleLedger(submissions: 3))
        #expect(finding == nil)
        #expect(state.author(try SampleLedger().uploader.key).nextNumber == 3)
    }

    @Test func aSubmissionThatDoesNotCountAdvancesNothing() async throws {
        var sample = try SampleLedger(submissions: 2)
        let bodies = [try sample.note(90)]
        try sample.append(bodies, under: sample.statement(bodies, number: 7), signedWith: sample.uploader.seed)
        let (finding, state) = try await CountingStateTests.last(sample)
        #expect(finding?.code.rawValue == "submission.number")
        #expect(state.author(try sample.uploader.key).nextNumber == 2)
        sample.uploader.number = 2
        try sample.upload(1)
        #expect(try await CountingStateTests.last(sample).finding == nil)
    }

    @Test func theSignatureOfAnotherKeyDoesNotCount() async throws {
        var sample = try SampleLedger(submissions: 1)
        let bodies = [try sample.note(90)]
        let statement = try sample.statement(bodies)
        let key = try Ed25519PrivateKey(seed: Array(repeating: sample.registrar.seed, count: 32))
        let line = NoteSignature(
            name: statement.author.name,
            keyHash: statement.author.keyHash,
            bytes: try key.signature(of: statement.text)
        )
        try sample.append(bodies, note: SignedNote(text: statement.text, signatures: [line]).bytes)
        #expect(try await CountingStateTests.last(sample).finding?.code.rawValue == "submission.signature")
    }

    /// With an age of 4 entries, a submission that starts at index 14 may name n entries where n > 14 − 4.
    ///
    /// Multiples of 5 are landmarks here, and so is 3, the size of submission 0. The redactor has signed nothing before, the registrar
    /// has seen 3 entries.
    @Test(arguments: [
        (14, true, true), (11, true, true), (10, false, true), (9, false, false), (5, false, true), (4, false, false),
        (3, false, true), (1, false, false),
    ])
    func anAnchorIsOneOfTheLastEntriesOrForARegistrarALandmark(
        _ size: Int,
        _ mayTheRedactor: Bool,
        _ mayTheRegistrar: Bool
    ) async throws {
        var limits = LedgerLimits.format1
        limits.anchorAge = 4
        limits.anchorLandmark = 5
        var filled = try SampleLedger.withRecoveryAndRedactor()
        while filled.entries.count < 14 { try filled.upload(1) }
        for (author, mayIt) in [
            (\SampleLedger.redactor, mayTheRedactor), (\.registrar, mayTheRegistrar), (\.recovery, mayTheRegistrar),
        ] {
            var sample = filled
            sample[keyPath: author].anchor = sample.anchor(size)
            try sample.append([sample.note(900)], by: author)
            let code = try await CountingStateTests.last(sample, limits: limits).finding?.code
            #expect(code == (mayIt ? nil : .anchor), "\(author)")
        }
    }

    @Test func anAnchorThatIsNotTrueIsTamperingWhoeverSigned() async throws {
        for author in [\SampleLedger.uploader, \SampleLedger.registrar, \SampleLedger.redactor] {
            var sample = try SampleLedger(submissions: 2)
            sample[keyPath: author].anchor = Anchor(size: 4, leafHash: sample.entries[2].leafHash)
            try sample.append([sample.note(900)], by: author)
            #expect(try await CountingStateTests.last(sample).finding?.code.rawValue == "ledger.forked")
        }
    }

    @Test func anAnchorThatGoesBackDoesNotCount() async throws {
        var sample = try SampleLedger(submissions: 3)
        // Its third submission named 6 entries, of 9 that there are.
        sample.uploader.anchor = sample.anchor(8)
        try sample.append([sample.note(900)], by: \.uploader)
        #expect(try await CountingStateTests.last(sample).finding == nil)
        sample.uploader.anchor = sample.anchor(7)
        try sample.append([sample.note(901)], by: \.uploader)
        #expect(try await CountingStateTests.last(sample).finding?.code.rawValue == "submission.anchor")
    }

    @Test func aRevokedKeyCountsUntilTheSubmissionThatRevokesItHasEnded() async throws {
        var sample = try SampleLedger(submissions: 1)
        let revocation = KeyRevoked(key: try sample.uploader.key, reason: try ReasonCode("retired"))
        try sample.append([sample.body(revocation, 50)], by: \.registrar)
        try sample.upload(1)
        let (finding, state) = try await CountingStateTests.last(sample)
        #expect(finding?.code.rawValue == "submission.revoked-key")
        #expect(state.author(try sample.uploader.key).nextNumber == 1)
    }

    @Test func aLedgerWhoseFirstSubmissionRegistersNobodyIsNoLedger() async throws {
        let created = try #require(SampleLedger().bodies[0])
        var sample = SampleLedger.empty
        try sample.append([created], by: \.ledger)
        var fold = LedgerFold(origin: try Origin(SampleLedger.origin))
        let source = try MemorySource(sample)
        let chunk = try await source.chunk(from: 0, below: 1)
        _ = try await fold.append(CheckedChunk(chunk), from: source)
        let step = try await fold.finish(from: source)
        #expect(step.findings.map(\.code.rawValue) == ["ledger.genesis"])
        #expect(step.submissions.isEmpty)
    }
}
