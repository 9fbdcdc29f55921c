import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("CountingState")
struct CountingStateTests {
    /// Judges the whole ledger, and gives back the finding of the last submission.
    private static func last(_ sample: SampleLedger) throws -> (finding: Finding?, state: CountingState) {
        var fold = LedgerFold(origin: try Origin(SampleLedger.origin))
        let chunk = UnverifiedChunk(
            firstIndex: 0,
            entries: sample.entries.map { .init(bytes: $0.bytes) },
            notes: sample.notes
        )
        var judged = try fold.append(CheckedChunk(chunk)).submissions
        judged += try fold.finish().submissions
        return (try #require(judged.last).finding, fold.counting)
    }

    @Test func aSubmissionThatFollowsCounts() throws {
        let (finding, state) = try CountingStateTests.last(SampleLedger(submissions: 3))
        #expect(finding == nil)
        #expect(state.author(try SampleLedger().uploader.key).nextNumber == 3)
    }

    @Test func aSubmissionThatDoesNotCountAdvancesNothing() throws {
        var sample = try SampleLedger(submissions: 2)
        let bodies = [try sample.note(90)]
        try sample.append(bodies, under: sample.statement(bodies, number: 7), signedWith: sample.uploader.seed)
        let (finding, state) = try CountingStateTests.last(sample)
        #expect(finding?.code.rawValue == "submission.number")
        #expect(state.author(try sample.uploader.key).nextNumber == 2)
        sample.uploader.number = 2
        try sample.upload(1)
        #expect(try CountingStateTests.last(sample).finding == nil)
    }

    @Test func theSignatureOfAnotherKeyDoesNotCount() throws {
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
        #expect(try CountingStateTests.last(sample).finding?.code.rawValue == "submission.signature")
    }

    @Test func anAnchorIsAllowedForSixteenSubmissions() throws {
        for (later, isAllowed) in [(0, true), (14, true), (15, true), (16, false)] {
            var sample = try SampleLedger(submissions: 1)
            let anchor = try #require(sample.entries.last).leafHash
            for _ in 0..<later { try sample.upload(1) }
            let bodies = [try sample.note(900)]
            try sample.append(
                bodies,
                under: sample.statement(bodies, anchor: anchor),
                signedWith: sample.uploader.seed
            )
            let code = try CountingStateTests.last(sample).finding?.code
            #expect(code == (isAllowed ? nil : .anchor), "\(later) submissions later")
        }
    }

    @Test func theRegistrationIsAnAnchorForTheFirstSixteenSubmissions() throws {
        for (count, isAllowed) in [(1, true), (15, true), (16, false)] {
            var sample = try SampleLedger()
            let anchor = sample.entries[2].leafHash
            for _ in 0..<count { try sample.upload(1) }
            let bodies = [try sample.note(900)]
            try sample.append(
                bodies,
                under: sample.statement(bodies, anchor: anchor),
                signedWith: sample.uploader.seed
            )
            #expect(try CountingStateTests.last(sample).finding?.code == (isAllowed ? nil : .anchor))
        }
    }

    @Test func aRevokedKeyCountsUntilTheSubmissionThatRevokesItHasEnded() throws {
        var sample = try SampleLedger(submissions: 1)
        let revocation = KeyRevoked(key: try sample.uploader.key, reason: "retired")
        try sample.append([sample.body(revocation, 50)], by: \.registrar)
        try sample.upload(1)
        let (finding, state) = try CountingStateTests.last(sample)
        #expect(finding?.code.rawValue == "submission.revoked-key")
        #expect(state.author(try sample.uploader.key).nextNumber == 1)
    }

    @Test func aLedgerWhoseFirstSubmissionRegistersNobodyIsNoLedger() throws {
        var sample = try SampleLedger()
        let created = sample.entries[0].body
        sample = SampleLedger.empty
        try sample.append([created], by: \.ledger)
        #expect { _ = try CountingStateTests.last(sample) } throws: {
            ($0 as? Finding)?.code.rawValue == "ledger.genesis"
        }
    }
}
