import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("CheckedChunk: entry.leaf-hash, entry.event-id, entry.bytes, registry.newer-version, ledger.uninterpreted")
struct CheckedChunkTests {
    private static func findings(_ spoil: (inout MemorySource) -> Void) async throws -> [Finding] {
        let sample = try SampleLedger(submissions: 4)
        var source = try MemorySource(sample)
        spoil(&source)
        return try await source.verdict(by: sample.ledger.key).findings
    }

    @Test func whatADatabaseKeepsVerifies() async throws {
        #expect(try await CheckedChunkTests.findings { _ in } == [])
    }

    @Test func aKeptLeafHashThatIsNotTheEntrysIsFoundAtItsIndex() async throws {
        let findings = try await CheckedChunkTests.findings {
            $0.entries[5] = .init(
                bytes: $0.entries[5].bytes,
                body: $0.entries[5].body,
                leafHash: .zero,
                eventID: $0.entries[5].eventID
            )
        }
        #expect(findings.map(\.code) == [.leafHash])
        #expect(findings.first?.index == 5)
        #expect(findings.first?.expected == Hash.zero.description)
    }

    @Test func aBodyThatWasChangedIsFoundAtItsOwnIndex() async throws {
        let findings = try await CheckedChunkTests.findings {
            var body = $0.entries[5].body ?? []
            body[body.count - 20] ^= 1
            $0.entries[5] = .init(bytes: $0.entries[5].bytes, body: body)
        }
        #expect(findings.map(\.code) == [.entryBody])
        #expect(findings.first?.index == 5)
    }

    @Test func aKeptEventIDThatIsNotTheBodysIsFoundAtItsIndex() async throws {
        let findings = try await CheckedChunkTests.findings {
            $0.entries[5] = .init(
                bytes: $0.entries[5].bytes,
                body: $0.entries[5].body,
                eventID: $0.entries[6].eventID
            )
        }
        #expect(findings.map(\.code) == [.eventID])
        #expect(findings.first?.index == 5)
    }

    @Test func bytesThatAreNoEntryAreFoundFirst() async throws {
        let faults: [[UInt8]] = [
            [], [1], Array(repeating: 1, count: 116), Array(repeating: 0, count: 117), Array(repeating: 1, count: 118),
            [1] + Array(repeating: 255, count: 116),
        ]
        for bytes in faults {
            let findings = try await CheckedChunkTests.findings { $0.entries[5] = .init(bytes: bytes, body: nil) }
            #expect(findings.first?.code == .entryMalformed)
            #expect(findings.first?.index == 5)
        }
    }

    @Test func anEntryOfANewerVersionNeedsANewerProgramAndVerifiesNothing() async throws {
        let sample = try SampleLedger(submissions: 4)
        var source = try MemorySource(sample)
        source.entries[5] = .init(bytes: [2] + source.entries[5].bytes.dropFirst(), body: nil)
        var leaves = sample.entries.map(\.leafHash)
        leaves[5] = MerkleTree.leafHash(source.entries[5].bytes)
        source.note = try sample.sign(
            Checkpoint(origin: KeyName(SampleLedger.origin), size: 13, root: MerkleTree.root(of: leaves))
        ).bytes
        let verdict = try await source.verdict(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.newerVersion])
        #expect(verdict.exitCode == 1)
        #expect(verdict.checkpoint == nil)
        #expect(!verdict.integrity.sentence.contains("Nothing was changed"))
        #expect(!verdict.completeness.sentence.contains("Nothing is missing"))
    }

    @Test func anEntryListedAsUnreadableThatCanBeReadIsFound() async throws {
        let findings = try await CheckedChunkTests.findings { $0.uninterpreted = [1: UninterpretedCode.undecodable] }
        #expect(findings.map(\.code) == [.uninterpreted])
        #expect(findings.first?.index == 1)
        #expect(findings.first?.code.rawValue == "ledger.uninterpreted")
    }

    /// Reports leave out an entry of an unknown type anyhow: who lists it hides what a later program would read.
    @Test func anEntryOfAnUnknownTypeListedAsUnreadableIsFound() async throws {
        let findings = try await CheckedChunkTests.findings { $0.uninterpreted = [5: UninterpretedCode.undecodable] }
        #expect(findings.map(\.code) == [.uninterpreted])
        #expect(findings.first?.index == 5)
    }
}
