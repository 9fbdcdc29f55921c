import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("LedgerFold: entry.index, entry.chain, entry.time, entry.note, entry.position, entry.count, entry.missing")
struct LedgerFoldTests {
    private static func verdict(_ spoil: (inout MemorySource) -> Void) async throws -> Verdict {
        let sample = try SampleLedger(submissions: 4)
        var source = try MemorySource(sample)
        source.entries = zip(sample.entries, sample.bodies).map { .init(bytes: $0.bytes, body: $1) }
        spoil(&source)
        return try await source.verdict(by: sample.ledger.key)
    }

    @Test func entriesThatAreSwappedAreFound() async throws {
        let verdict = try await LedgerFoldTests.verdict { $0.entries.swapAt(7, 8) }
        #expect(verdict.findings.first?.code.rawValue == "entry.index")
        #expect(verdict.findings.first?.index == 7)
        #expect(verdict.exitCode == 2)
    }

    @Test func anEntryThatIsRepeatedOrLeftOutIsFound() async throws {
        for spoil in [{ $0.entries.insert($0.entries[6], at: 6) }, { $0.entries.remove(at: 6) }]
            as [(inout MemorySource) -> Void]
        {
            let verdict = try await LedgerFoldTests.verdict(spoil)
            #expect(verdict.findings.first?.code == .index)
            #expect(verdict.checkpoint == nil)
        }
    }

    @Test func entriesThatAreMissingAtTheEndAreFound() async throws {
        for count in [1, 3, 4, 12] {
            let verdict = try await LedgerFoldTests.verdict { $0.entries.removeLast(count) }
            #expect(verdict.findings.first?.code.rawValue == "entry.missing")
            #expect(verdict.findings.first?.index == UInt64(13 - count))
            #expect(verdict.completeness.findings.first?.code == .missing)
            #expect(verdict.exitCode == 2)
        }
    }

    @Test func aFindingOfALesserKindDoesNotHideMissingEntries() async throws {
        var sample = try SampleLedger(submissions: 1)
        let bodies = [try sample.note(90)]
        try sample.append(bodies, under: sample.statement(bodies, number: 7), signedWith: sample.uploader.seed)
        try sample.upload(1)
        try sample.upload(1)
        var source = try MemorySource(sample)
        source.discounted = nil
        #expect(try await source.verdict(by: sample.ledger.key).exitCode == 3)
        source.entries.removeLast()
        let verdict = try await source.verdict(by: sample.ledger.key)
        #expect(verdict.findings.first?.code == .missing)
        #expect(verdict.exitCode == 2)
        #expect(verdict.checkpoint == nil)
    }

    @Test func aNoteThatIsMissingOrReplacedIsFound() async throws {
        let missing = try await LedgerFoldTests.verdict { $0.notes[6] = nil }
        #expect(missing.findings.first?.code == .note)
        #expect(missing.findings.first?.index == 6)
        let replaced = try await LedgerFoldTests.verdict { $0.notes[6] = $0.notes[4] }
        #expect(replaced.findings.first?.code == .note)
    }

    @Test func aNoteWhereNoSubmissionStartsIsFound() async throws {
        let verdict = try await LedgerFoldTests.verdict { $0.notes[7] = $0.notes[6] }
        #expect(verdict.findings.map(\.code) == [.note])
        #expect(verdict.findings.first?.index == 7)
    }

    @Test func aSourceThatReadsAnotherRangeIsFound() async throws {
        struct Elsewhere: LedgerSource {
            let source: MemorySource
            func checkpoint() async throws -> [UInt8] { source.note }
            func chunk(from first: UInt64, below end: UInt64) async throws -> UnverifiedChunk {
                UnverifiedChunk(firstIndex: .max - 1, entries: source.entries, notes: source.notes)
            }
            func tile(_ coordinate: TileCoordinate) async throws -> [UInt8]? { nil }
        }
        let sample = try SampleLedger(submissions: 4)
        let source = Elsewhere(source: try MemorySource(sample))
        let verdict = try await LedgerVerifier(ledgerKey: sample.ledger.key).verify(source)
        #expect(verdict.findings.map(\.code) == [.missing])
    }

    @Test func aTimeThatDiffersWithinASubmissionIsFound() async throws {
        var sample = try SampleLedger(submissions: 3)
        let entry = sample.entries[7]
        sample.entries[7] = Entry(
            index: entry.index,
            recordedAt: try #require(Timestamp(microseconds: entry.recordedAt.microseconds + 1)),
            previous: entry.previous,
            noteHash: entry.noteHash,
            position: entry.position,
            bodyHash: entry.bodyHash
        )
        let findings = try await sample.verdict().findings
        #expect(findings.first?.code == .time)
        #expect(findings.first?.index == 7)
        #expect(findings.contains { $0.code == .chain && $0.index == 8 })
    }
}
