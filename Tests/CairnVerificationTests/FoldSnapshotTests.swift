import CairnLog
import CairnModel
import CairnTestSupport
import Testing

@testable import CairnVerification

@Suite("FoldSnapshot: snapshot.malformed")
struct FoldSnapshotTests {
    private static func fold(_ sample: SampleLedger, _ first: Int, _ end: Int, _ fold: inout LedgerFold) async throws {
        let source = try MemorySource(sample)
        let chunk = try await source.chunk(from: UInt64(first), below: UInt64(end))
        _ = try await fold.append(CheckedChunk(chunk), from: source)
        _ = try await fold.finish(from: source)
    }

    @Test func aFoldThatIsTakenUpEndsAsOneThatNeverStopped() async throws {
        let sample = try GoldenLedger.make()
        var whole = LedgerFold(origin: try Origin(SampleLedger.origin))
        try await FoldSnapshotTests.fold(sample, 0, sample.entries.count, &whole)
        let expected = try #require(FoldSnapshot(whole)).bytes
        for start in sample.notes.keys.sorted().dropFirst() {
            var first = LedgerFold(origin: try Origin(SampleLedger.origin))
            try await FoldSnapshotTests.fold(sample, 0, Int(start), &first)
            let kept = try FoldSnapshot(parsing: #require(FoldSnapshot(first)).bytes)
            #expect(kept.size == start)
            var second = kept.fold
            try await FoldSnapshotTests.fold(sample, Int(start), sample.entries.count, &second)
            #expect(FoldSnapshot(second)?.bytes == expected)
        }
    }

    @Test func thereIsNoneInTheMiddleOfASubmission() async throws {
        let sample = try SampleLedger(submissions: 3)
        var fold = LedgerFold(origin: try Origin(SampleLedger.origin))
        let source = try MemorySource(sample)
        _ = try await fold.append(CheckedChunk(source.chunk(from: 0, below: 5)), from: source)
        #expect(FoldSnapshot(fold) == nil)
    }

    @Test func anyChangedByteIsNoticed() async throws {
        let sample = try SampleLedger(submissions: 2)
        var fold = LedgerFold(origin: try Origin(SampleLedger.origin))
        try await FoldSnapshotTests.fold(sample, 0, sample.entries.count, &fold)
        let bytes = try #require(FoldSnapshot(fold)).bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect { try FoldSnapshot(parsing: changed) } throws: { ($0 as? ModelError)?.code == .snapshot }
        }
        #expect { try FoldSnapshot(parsing: Array(bytes.dropLast())) } throws: {
            ($0 as? ModelError)?.code == .snapshot
        }
        #expect { try FoldSnapshot(parsing: []) } throws: { ($0 as? ModelError)?.code == .snapshot }
    }
}
