import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("EventProof")
struct EventProofTests {
    private static func proof(_ sample: SampleLedger, _ index: Int, registeredBy registration: Int = 2) throws
        -> EventProof
    {
        EventProof(event: try sample.evidence(index), registration: try sample.evidence(registration))
    }

    @Test func theProofOfEveryEventVerifies() throws {
        let sample = try SampleLedger(submissions: 4)
        for index in sample.entries.indices {
            let registration = index < 2 ? 0 : index == 2 ? 1 : 2
            let proof = try EventProofTests.proof(sample, index, registeredBy: registration)
            let verdict = try proof.verify(by: sample.ledger.key)
            #expect(verdict.findings == [], "entry \(index)")
            #expect(verdict.checkpoint?.checkpoint.size == UInt64(sample.entries.count))
        }
    }

    @Test func theProofOfAnEventInALargeSubmissionVerifies() throws {
        var sample = try SampleLedger()
        try sample.upload(700)
        for index in [3, 258, 259, 515, 702] {
            let proof = try EventProofTests.proof(sample, index)
            #expect(try proof.verify(by: sample.ledger.key).exitCode == 0)
            #expect(try EventProof(files: proof.files) == proof)
        }
    }

    @Test func theVerdictSaysWhatAProofOfOneEventCantShow() throws {
        let sample = try SampleLedger(submissions: 1)
        let verdict = try EventProofTests.proof(sample, 3).verify(by: sample.ledger.key)
        #expect(verdict.authenticity.sentence.contains(EventProof.limits))
        #expect(EventProof.limits.contains("not revoked"))
    }

    @Test func everyFlippedBitOfEveryFileIsFound() throws {
        let sample = try SampleLedger(submissions: 2)
        let files = try EventProofTests.proof(sample, 4).files
        let key = try sample.ledger.key
        #expect(files.count == 10)
        var unnoticed: [String] = []
        for (path, bytes) in files {
            for position in 0..<bytes.count {
                for bit in BitFlips.isExhaustive ? Array(0..<8) : [position % 8] {
                    var spoilt = files
                    spoilt[path]?[position] ^= 1 << UInt8(bit)
                    do {
                        let verdict = try EventProof(files: spoilt).verify(by: key)
                        let isVersion = verdict.findings.map(\.code) == [.newerVersion] && position == 0
                        if verdict.exitCode != 2, !isVersion {
                            unnoticed.append("\(path) \(position).\(bit)")
                        }
                    } catch {
                        #expect(error.code == .exportMalformed)
                    }
                }
            }
        }
        #expect(unnoticed == [])
    }

    @Test func aFileThatIsMissingOrAddedIsRefused() throws {
        let files = try EventProofTests.proof(SampleLedger(submissions: 1), 3).files
        for path in files.keys where path != "body" && path != "registration/body" {
            #expect { _ = try EventProof(files: files.filter { $0.key != path }) } throws: {
                ($0 as? Finding)?.code == .exportMissing
            }
        }
        #expect { _ = try EventProof(files: files.merging(["extra": []]) { old, _ in old }) } throws: {
            ($0 as? Finding)?.code == .exportMalformed
        }
    }

    @Test func withoutTheBodyItShowsWhoSignedWhenNotWhat() throws {
        let sample = try SampleLedger(submissions: 1)
        var files = try EventProofTests.proof(sample, 3).files
        files["body"] = nil
        let verdict = try EventProof(files: files).verify(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.bodyWithheld])
        #expect(verdict.exitCode == 3)
        #expect(verdict.checkpoint?.checkpoint.size == 4)
    }

    @Test func withoutTheBodyOfTheRegistrationItShowsNothing() throws {
        let sample = try SampleLedger(submissions: 1)
        var files = try EventProofTests.proof(sample, 3).files
        files["registration/body"] = nil
        let verdict = try EventProof(files: files).verify(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.exportMissing])
        #expect(verdict.exitCode == 2)
    }

    @Test func anotherBodyThanTheEntrysIsFound() throws {
        let sample = try SampleLedger(submissions: 2)
        var files = try EventProofTests.proof(sample, 3).files
        files["body"] = sample.bodies[4]
        let verdict = try EventProof(files: files).verify(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code.rawValue) == ["entry.body"])
        #expect(verdict.exitCode == 2)
    }

    @Test func aPathThatIsTooLongOrTornIsRefused() throws {
        let files = try EventProofTests.proof(SampleLedger(submissions: 1), 3).files
        for length in [1, 31, 33, 15 * 32] {
            var spoilt = files
            spoilt["path"] = Array(repeating: 0, count: length)
            #expect { _ = try EventProof(files: spoilt) } throws: { ($0 as? Finding)?.code == .exportMalformed }
        }
    }

    @Test func theRegistrationOfAnotherKeyProvesNothing() throws {
        let sample = try SampleLedger(submissions: 1)
        let verdict = try EventProofTests.proof(sample, 3, registeredBy: 1).verify(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.unknownKey])
        #expect(verdict.checkpoint == nil)
    }

    @Test func aRegistrationThatCameLaterProvesNothing() throws {
        var sample = try SampleLedger(submissions: 1)
        let again = try sample.body(KeyRegistered(key: sample.uploader.key, roles: [.all]), 99)
        try sample.append([again], by: \.registrar)
        let verdict = try EventProofTests.proof(sample, 3, registeredBy: 4).verify(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.unknownKey])
    }

    @Test func aKeyWithoutTheRoleProvesNothing() throws {
        var sample = try SampleLedger(submissions: 1)
        try sample.append([sample.note(7)], by: \.registrar)
        let verdict = try EventProofTests.proof(sample, 4, registeredBy: 1).verify(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.role])
    }

    @Test func twoCheckpointsInOneProofAreRefused() throws {
        var sample = try SampleLedger(submissions: 1)
        let early = try sample.evidence(2)
        try sample.upload(1)
        let proof = EventProof(event: try sample.evidence(4), registration: early)
        #expect(try proof.verify(by: sample.ledger.key).findings.map(\.code) == [.exportMalformed])
    }

    @Test func anotherLedgersKeyVerifiesNothing() throws {
        let sample = try SampleLedger(submissions: 1)
        var other = sample.ledger
        let proof = try EventProofTests.proof(sample, 3)
        #expect(try proof.verify(by: SampleLedger.Author(name: SampleLedger.origin, seed: 8).key).exitCode == 2)
        other = SampleLedger.Author(name: "other.test.example", seed: 1)
        #expect(try proof.verify(by: other.key).findings.map(\.code) == [.checkpointSignature])
    }

    @Test func evidenceIsNotMadeWithoutTheTilesItNeeds() throws {
        let sample = try SampleLedger(submissions: 1)
        let entry = sample.entries[3]
        #expect {
            _ = try EventEvidence(
                entry: entry.bytes,
                body: sample.bodies[3],
                note: sample.notes[3] ?? [],
                bodyHashes: [entry.bodyHash],
                checkpoint: sample.signedCheckpoint().bytes,
                tiles: [:]
            )
        } throws: {
            ($0 as? Finding)?.code == .exportMalformed
        }
    }
}
