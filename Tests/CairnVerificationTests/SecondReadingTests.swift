import CairnLog
import CairnModel
import CairnVerification
import Synchronization
import Testing

@Suite("reading what is new, and reading again")
struct SecondReadingTests {
    /// A ledger of some 12,000 entries, and what an auditor kept when it had some 6,000.
    private struct Audited {
        let sample: SampleLedger
        let source: MemorySource
        let snapshot: FoldSnapshot
        let verifier: LedgerVerifier

        init() async throws {
            var sample = try SampleLedger()
            for count in [2_500, 40, 3_500] { try sample.upload(count) }
            let key = try sample.ledger.key
            let before = try await MemorySource(sample).verdict(by: key)
            let remembered = try #require(before.checkpoint?.checkpoint)
            snapshot = try #require(before.snapshot)
            for count in [10, 4_000, 2_000] { try sample.upload(count) }
            self.sample = sample
            source = try MemorySource(sample)
            verifier = LedgerVerifier(ledgerKey: key, remembered: remembered)
        }
    }

    private static func change(_ entries: inout [UnverifiedChunk.UnverifiedEntry], _ index: Int) {
        var bytes = entries[index].bytes
        bytes[bytes.count - 1] ^= 1
        entries[index] = .init(bytes: bytes, body: entries[index].body)
    }

    @Test func onlyTheNewEntriesAreRead() async throws {
        let audited = try await Audited()
        var source = audited.source
        for index in 0..<6_000 { SecondReadingTests.change(&source.entries, index) }
        let verdict = try await audited.verifier.verify(source, after: audited.snapshot)
        #expect(verdict.findings == [])
        #expect(verdict.firstEntry == 6_043)
        #expect(verdict.entries == 6_010)
        #expect(verdict.submissions == 3)
        #expect(verdict.snapshot?.size == 12_053)
        let whole = try await audited.verifier.verify(audited.source)
        #expect(whole.snapshot?.bytes == verdict.snapshot?.bytes)
    }

    @Test(arguments: [6_043, 6_060, 9_000, 12_052])
    func aNewEntryThatWasChangedIsFound(index: Int) async throws {
        let audited = try await Audited()
        var source = audited.source
        SecondReadingTests.change(&source.entries, index)
        let verdict = try await audited.verifier.verify(source, after: audited.snapshot)
        #expect(verdict.exitCode == 2)
        #expect(verdict.snapshot == nil)
    }

    @Test func aLedgerThatWasCutOrForkedIsFound() async throws {
        let audited = try await Audited()
        let cut = try MemorySource(SampleLedger(submissions: 3))
        #expect(
            try await audited.verifier.verify(cut, after: audited.snapshot).findings.first?.code.rawValue
                == "ledger.rolled-back"
        )
        var other = try SampleLedger()
        for count in [2_500, 41, 9_500] { try other.upload(count) }
        let forked = try await audited.verifier.verify(MemorySource(other), after: audited.snapshot)
        #expect(forked.findings.first?.code.rawValue == "entry.chain")
        #expect(forked.findings.first?.index == 6_043)
    }

    @Test func aRevocationThatReachesBackReadsTheLedgerFromItsBeginning() async throws {
        let audited = try await Audited()
        var sample = audited.sample
        let revocation = KeyRevoked(
            key: try sample.uploader.key,
            reason: try ReasonCode("stolen"),
            compromisedSince: 2_600
        )
        try sample.append([try sample.body(revocation, 99_999)], by: \.registrar)
        let verdict = try await audited.verifier.verify(MemorySource(sample), after: audited.snapshot)
        #expect(verdict.exitCode == 3)
        #expect(verdict.findings.map(\.index) == [6_043, 6_053, 10_053])
        #expect(verdict.firstEntry == 0)
    }

    @Test func readingAgainCoversTheWholeLedgerInParts() async throws {
        let audited = try await Audited()
        let checkpoint = try #require(try await audited.verifier.verify(audited.source).checkpoint)
        var snapshot: FoldSnapshot?
        var parts: [SecondReading] = []
        repeat {
            let part = try await audited.verifier.readAgain(audited.source, below: checkpoint, after: snapshot) { true }
            #expect(part.findings == [])
            #expect(part.from == parts.last?.end ?? 0)
            parts.append(part)
            snapshot = part.snapshot
        } while parts.last?.isComplete == false
        #expect(parts.map(\.end) == [6_053, 10_053, 12_053])
    }

    @Test func readingAgainFindsAnOldEntryThatWasChanged() async throws {
        let audited = try await Audited()
        let checkpoint = try #require(try await audited.verifier.verify(audited.source).checkpoint)
        var source = audited.source
        SecondReadingTests.change(&source.entries, 5_000)
        let part = try await audited.verifier.readAgain(source, below: checkpoint) { false }
        #expect(part.findings.first?.code.rawValue == "entry.body")
        #expect(part.findings.first?.index == 5_000)
        #expect(part.snapshot == nil)
    }
}
