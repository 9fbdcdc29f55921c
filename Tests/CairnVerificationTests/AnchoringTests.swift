import CairnCrypto
import CairnLog
import CairnVerification
import Testing

@Suite("quorum.missing")
struct AnchoringTests {
    private static let seed: [UInt8] = Array(repeating: 9, count: 32)

    private static func witness() throws -> VerifierKey {
        let key = try Ed25519PrivateKey(seed: seed)
        return VerifierKey(
            name: try KeyName("witness.test.example"),
            publicKey: key.publicKey,
            algorithm: .cosignature
        )
    }

    private static func policy() throws -> Policy {
        try Policy(parsing: Array("witness w1 \(witness())\nquorum w1\n".utf8))
    }

    /// The note with the witness's line; `spoils` flips a bit of the signature.
    private static func cosign(_ note: SignedNote, spoils: Bool = false) throws -> SignedNote {
        let key = try Ed25519PrivateKey(seed: seed)
        let time: UInt64 = 1_770_000_000
        let message = Array("cosignature/v1\ntime \(time)\n".utf8) + note.text
        var signature = try key.signature(of: message)
        if spoils { signature[40] ^= 1 }
        let bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        let witness = try witness()
        return note.adding(NoteSignature(name: witness.name, keyHash: witness.keyHash, bytes: bytes + signature))
    }

    private static func verdict(
        _ sample: SampleLedger,
        _ checkpoint: SignedNote,
        policy: Policy?,
        cosigned: [UInt8]? = nil
    ) async throws -> Verdict {
        var files = try sample.files()
        files["checkpoint"] = checkpoint.bytes
        let export = files
        return try await LedgerVerifier(ledgerKey: sample.ledger.key, policy: policy, cosigned: cosigned)
            .verify(ExportSource { export[$0] })
    }

    @Test func aCosignedCheckpointIsAnchoredToItsSize() async throws {
        let sample = try SampleLedger(submissions: 3)
        let note = try AnchoringTests.cosign(sample.signedCheckpoint())
        let verdict = try await AnchoringTests.verdict(sample, note, policy: AnchoringTests.policy())
        #expect(verdict.findings == [])
        #expect(verdict.anchoredTo == UInt64(sample.entries.count))
        #expect(verdict.entriesSince == 0)
        #expect(verdict.completeness.sentence.contains("anchored to \(sample.entries.count), 0 entries since"))
    }

    @Test func withoutCosignaturesNothingIsAnchored() async throws {
        let sample = try SampleLedger(submissions: 3)
        let verdict = try await AnchoringTests.verdict(
            sample,
            sample.signedCheckpoint(),
            policy: AnchoringTests.policy()
        )
        #expect(verdict.findings.map(\.code) == [.quorum])
        #expect(verdict.exitCode == 3)
        #expect(verdict.anchoredTo == nil)
        #expect(verdict.entriesSince == UInt64(sample.entries.count))
        #expect(verdict.completeness.findings == verdict.findings)
    }

    @Test func anEarlierCosignedCheckpointSaysHowManyEntriesCameSince() async throws {
        let sample = try SampleLedger(submissions: 3)
        let verdict = try await AnchoringTests.verdict(
            sample,
            sample.signedCheckpoint(),
            policy: AnchoringTests.policy(),
            cosigned: AnchoringTests.cosign(sample.signedCheckpoint(6)).bytes
        )
        #expect(verdict.findings.map(\.code) == [.quorum])
        #expect(verdict.anchoredTo == 6)
        #expect(verdict.entriesSince == UInt64(sample.entries.count - 6))
    }

    @Test func aCosignedCheckpointOfAnotherHistoryIsAFork() async throws {
        let sample = try SampleLedger(submissions: 3)
        var other = try SampleLedger()
        for _ in 0..<3 { try other.upload(1) }
        let verdict = try await AnchoringTests.verdict(
            sample,
            sample.signedCheckpoint(),
            policy: AnchoringTests.policy(),
            cosigned: AnchoringTests.cosign(other.signedCheckpoint()).bytes
        )
        #expect(verdict.findings.first?.code == .forked)
        #expect(verdict.exitCode == 2)
        #expect(verdict.anchoredTo == nil)
        #expect(verdict.checkpoint == nil)
    }

    @Test func aWrongCosignatureByAWitnessOfThePolicyRefusesTheCheckpoint() async throws {
        let sample = try SampleLedger(submissions: 1)
        let note = try AnchoringTests.cosign(sample.signedCheckpoint(), spoils: true)
        let verdict = try await AnchoringTests.verdict(sample, note, policy: AnchoringTests.policy())
        #expect(verdict.findings.map(\.code) == [.checkpointSignature])
        #expect(verdict.exitCode == 2)
        let unasked = try await AnchoringTests.verdict(sample, note, policy: nil)
        #expect(unasked.findings == [])
    }

    @Test func aCosignedCheckpointOfAnotherLedgerIsRefused() async throws {
        let sample = try SampleLedger(submissions: 1)
        let right = try sample.checkpoint()
        let other = Checkpoint(origin: try KeyName("other.test.example"), size: right.size, root: right.root)
        let cosigned = try AnchoringTests.cosign(SignedNote(text: other.text, signatures: []))
        let verdict = try await AnchoringTests.verdict(
            sample,
            sample.signedCheckpoint(),
            policy: AnchoringTests.policy(),
            cosigned: cosigned.bytes
        )
        #expect(verdict.findings.map(\.code) == [.checkpointMalformed])
        #expect(verdict.anchoredTo == nil)
    }

    @Test func aPolicyForAnotherLogAnchorsNothing() async throws {
        let sample = try SampleLedger(submissions: 1)
        let text = try "log \(sample.uploader.key)\nwitness w1 \(AnchoringTests.witness())\nquorum w1\n"
        let note = try AnchoringTests.cosign(sample.signedCheckpoint())
        let verdict = try await AnchoringTests.verdict(sample, note, policy: Policy(parsing: Array(text.utf8)))
        #expect(verdict.findings.map(\.code) == [.quorum])
        #expect(verdict.anchoredTo == nil)
    }
}
