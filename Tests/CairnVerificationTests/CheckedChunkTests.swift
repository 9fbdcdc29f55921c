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
            $0.entries[5] = .init(bytes: $0.entries[5].bytes, leafHash: .zero, eventID: $0.entries[5].eventID)
        }
        #expect(findings.map(\.code) == [.leafHash])
        #expect(findings.first?.index == 5)
        #expect(findings.first?.expected == Hash.zero.description)
    }

    @Test func aBodyThatWasChangedIsFoundFirstAtItsOwnIndex() async throws {
        let findings = try await CheckedChunkTests.findings {
            var bytes = $0.entries[5].bytes
            bytes[bytes.count - 20] ^= 1
            $0.entries[5] = .init(bytes: bytes, leafHash: $0.entries[5].leafHash, eventID: $0.entries[5].eventID)
        }
        #expect(findings.first?.code == .leafHash)
        #expect(findings.first?.index == 5)
        #expect(findings.map(\.code).contains(.root))
    }

    @Test func aKeptEventIDThatIsNotTheBodysIsFoundAtItsIndex() async throws {
        let findings = try await CheckedChunkTests.findings {
            $0.entries[5] = .init(bytes: $0.entries[5].bytes, leafHash: nil, eventID: $0.entries[6].eventID)
        }
        #expect(findings.map(\.code) == [.eventID])
        #expect(findings.first?.index == 5)
    }

    @Test func bytesThatAreNoEntryEndTheReading() async throws {
        let faults: [[UInt8]] = [
            [], [1], Array(repeating: 1, count: 84), Array(repeating: 0, count: 90),
            [1] + Array(repeating: 255, count: 90),
        ]
        for bytes in faults {
            let findings = try await CheckedChunkTests.findings { $0.entries[5] = .init(bytes: bytes) }
            #expect(findings.map(\.code) == [.entryMalformed])
            #expect(findings.first?.index == 5)
        }
    }

    @Test func anEntryOfANewerVersionNeedsANewerProgramAndVerifiesNothing() async throws {
        let sample = try SampleLedger(submissions: 4)
        var source = try MemorySource(sample)
        source.entries[5] = .init(bytes: [2] + source.entries[5].bytes.dropFirst())
        let verdict = try await source.verdict(by: sample.ledger.key)
        #expect(verdict.findings.map(\.code) == [.newerVersion])
        #expect(verdict.exitCode == 1)
        #expect(verdict.checkpoint == nil)
        #expect(!verdict.integrity.sentence.contains("Nothing was changed"))
        #expect(!verdict.completeness.sentence.contains("Nothing is missing"))
    }

    @Test func anEntryListedAsUnreadableThatCanBeReadIsFound() async throws {
        let findings = try await CheckedChunkTests.findings { $0.uninterpreted = [1] }
        #expect(findings.map(\.code) == [.uninterpreted])
        #expect(findings.first?.index == 1)
        #expect(findings.first?.code.rawValue == "ledger.uninterpreted")
    }

    @Test func anEntryOfAnUnknownTypeMayBeListedAsUnreadable() async throws {
        #expect(try await CheckedChunkTests.findings { $0.uninterpreted = [5] } == [])
    }
}
