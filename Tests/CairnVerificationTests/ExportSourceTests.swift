import CairnCrypto
import CairnLog
import CairnVerification
import Testing

@Suite("export.malformed, export.missing-file")
struct ExportSourceTests {
    private static func verdict(_ spoil: (inout [String: [UInt8]]) -> Void) async throws -> Verdict {
        let sample = try SampleLedger(submissions: 23)
        var files = try sample.files()
        spoil(&files)
        let export = files
        return try await LedgerVerifier(ledgerKey: sample.ledger.key).verify(ExportSource { export[$0] })
    }

    @Test func anExportOfTwoBundlesVerifies() async throws {
        let verdict = try await ExportSourceTests.verdict { #expect($0.count == 10) }
        #expect(verdict.findings == [])
        #expect(verdict.entries == 279)
    }

    @Test func everyFileIsNeeded() async throws {
        let paths = try SampleLedger(submissions: 23).files().keys
        for path in paths {
            let verdict = try await ExportSourceTests.verdict { $0[path] = nil }
            #expect(verdict.findings.first?.code == .exportMissing, "\(path)")
            #expect(verdict.exitCode == 2)
        }
    }

    @Test func aFileThatIsCutShortOrHasMoreIsFound() async throws {
        let files = try SampleLedger(submissions: 23).files()
        for (path, bytes) in files {
            for spoilt in [bytes.dropLast(), bytes + [0], bytes + [0, 0], bytes + bytes, []] as [[UInt8]] {
                let verdict = try await ExportSourceTests.verdict { $0[path] = spoilt }
                #expect(verdict.exitCode == 2, "\(path), \(spoilt.count) bytes")
                #expect(verdict.checkpoint == nil)
            }
        }
    }

    @Test func aFileOfTheLimitIsReadAndALargerOneIsNot() async throws {
        let verdict = try await ExportSourceTests.verdict {
            $0["tile/entries/000"] = Array(repeating: 0, count: ExportSource.largestFile + 1)
        }
        #expect(verdict.findings.map(\.code) == [.exportMalformed])
    }

    @Test func aSignedCheckpointOfAnAbsurdSizeIsAMissingFileAndNoTrap() async throws {
        let sample = try SampleLedger(submissions: 23)
        let key = try Ed25519PrivateKey(seed: Array(repeating: sample.ledger.seed, count: 32))
        let name = try KeyName(SampleLedger.origin)
        var files = try sample.files()
        let absurd = Checkpoint(origin: name, size: (1 << 63) - 1, root: .zero)
        files["checkpoint"] = try SignedNote.sign(text: absurd.text, name: name, key: key).bytes
        let export = files
        let verdict = try await LedgerVerifier(ledgerKey: sample.ledger.key).verify(ExportSource { export[$0] })
        #expect(verdict.findings.map(\.code) == [.exportMissing])
        #expect(verdict.checkpoint == nil)
    }

    @Test func whatTheReaderThrowsIsNoFinding() async throws {
        struct DiskFailure: Error {}
        let sample = try SampleLedger(submissions: 1)
        let checkpoint = try sample.signedCheckpoint().bytes
        let source = ExportSource { path in
            guard path == "checkpoint" else { throw DiskFailure() }
            return checkpoint
        }
        await #expect(throws: DiskFailure.self) {
            _ = try await LedgerVerifier(ledgerKey: sample.ledger.key).verify(source)
        }
    }
}
