import CairnCrypto
import CairnLog
import CairnVerification
import Testing

@Suite("ledger.rolled-back, ledger.forked")
struct LandmarkTests {
    @Test func aLedgerThatOnlyGrewVerifies() async throws {
        let sample = try SampleLedger(submissions: 4)
        for size in [0, 2, 3, 4, 6, sample.entries.count] {
            let verdict = try await sample.verdict(remembered: sample.checkpoint(size))
            #expect(verdict.exitCode == 0, "remembered at \(size)")
        }
    }

    @Test func aLedgerWithFewerEntriesThanRememberedWasRolledBack() async throws {
        let remembered = try SampleLedger(submissions: 4).checkpoint()
        let sample = try SampleLedger(submissions: 3)
        let verdict = try await sample.verdict(remembered: remembered)
        #expect(verdict.findings.first?.code == .rolledBack)
        #expect(verdict.findings.first?.index == UInt64(sample.entries.count))
        #expect(verdict.exitCode == 2)
        #expect(verdict.checkpoint == nil)
        #expect(verdict.completeness.findings.count == 1)
    }

    @Test func aLedgerWithOtherEntriesThanRememberedWasForked() async throws {
        var other = try SampleLedger(submissions: 2)
        try other.upload(1)
        let sample = try SampleLedger(submissions: 4)
        let verdict = try await sample.verdict(remembered: other.checkpoint())
        #expect(verdict.findings.first?.code == .forked)
        #expect(verdict.exitCode == 2)
    }

    @Test func aForkBeyondTheFirstChunkIsFound() async throws {
        var sample = try SampleLedger()
        for _ in 0..<9 { try sample.upload(500) }
        let right = try sample.checkpoint(4_400)
        #expect(try await sample.verdict(remembered: right).exitCode == 0)
        let wrong = Checkpoint(origin: right.origin, size: right.size, root: .zero)
        #expect(try await sample.verdict(remembered: wrong).findings.map(\.code) == [.forked])
    }

    @Test func aRememberedCheckpointOfAnotherLedgerIsRefused() async throws {
        let sample = try SampleLedger(submissions: 1)
        let right = try sample.checkpoint()
        let wrong = Checkpoint(origin: try KeyName("other.test.example"), size: right.size, root: right.root)
        #expect(try await sample.verdict(remembered: right).exitCode == 0)
        #expect(try await sample.verdict(remembered: wrong).findings.map(\.code) == [.forked])
    }
}
