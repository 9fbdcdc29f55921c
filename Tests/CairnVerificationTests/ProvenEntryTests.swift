import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("ProvenEntry")
struct ProvenEntryTests {
    private static func code(_ sample: SampleLedger, _ event: EventEvidence) throws -> String? {
        let proof = EventProof(event: event, registration: try sample.evidence(2))
        return try proof.verify(by: sample.ledger.key).findings.first?.code.rawValue
    }

    @Test func anotherNoteOfTheSameAuthorOverTheSameBodyIsFound() throws {
        let sample = try SampleLedger(submissions: 1)
        let right = try sample.evidence(3)
        let statement = try sample.statement([#require(sample.bodies[3])], number: 9)
        let other = try SignedNote.sign(
            text: statement.text,
            name: statement.author.name,
            key: Ed25519PrivateKey(seed: Array(repeating: sample.uploader.seed, count: 32))
        )
        let wrong = EventEvidence(
            entry: right.entry,
            body: right.body,
            note: other.bytes,
            path: right.path,
            proof: right.proof
        )
        #expect(try ProvenEntryTests.code(sample, right) == nil)
        #expect(try ProvenEntryTests.code(sample, wrong) == "entry.note")
    }

    @Test func anEntryWhoseNoteItsAuthorHasNotSignedIsFound() throws {
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
        #expect(try ProvenEntryTests.code(sample, sample.evidence(4)) == "submission.signature")
    }

    @Test func aProofThatNamesAnotherIndexIsFound() throws {
        let sample = try SampleLedger(submissions: 2)
        let right = try sample.evidence(4)
        let proof = ProofFile(index: 5, path: right.proof.path, checkpoint: right.proof.checkpoint)
        let wrong = EventEvidence(
            entry: right.entry,
            body: right.body,
            note: right.note,
            path: right.path,
            proof: proof
        )
        #expect(try ProvenEntryTests.code(sample, wrong) == "entry.index")
    }

    @Test func aSubmissionThatWasSignedForAnotherLedgerIsFound() throws {
        var sample = try SampleLedger(submissions: 1)
        let bodies = [try sample.note(90)]
        let statement = try SubmissionStatement(
            origin: Origin("ledger.other.example/imaging"),
            author: sample.uploader.key,
            number: 1,
            previous: sample.uploader.previous,
            anchor: sample.uploader.anchor,
            count: 1,
            root: Submission.root(of: bodies.map { Body.hash(of: $0) })
        )
        try sample.append(bodies, under: statement, signedWith: sample.uploader.seed)
        #expect(try ProvenEntryTests.code(sample, sample.evidence(4)) == "submission.origin")
    }

    @Test func otherBodyHashesThanTheSignedOnesAreFound() throws {
        var sample = try SampleLedger(submissions: 1)
        let statement = try sample.statement([sample.note(90)])
        try sample.append([sample.note(91)], under: statement, signedWith: sample.uploader.seed)
        // A proof can't tell a wrong path from a wrong root: it shows nothing either way.
        #expect(try ProvenEntryTests.code(sample, sample.evidence(4)) == "export.malformed")
    }

    @Test func aBodyThatBreaksARuleIsFound() throws {
        var sample = try SampleLedger(submissions: 1)
        try sample.append([Array("{}".utf8)], by: \.uploader)
        #expect(try ProvenEntryTests.code(sample, sample.evidence(4)) == "submission.body")
    }
}
