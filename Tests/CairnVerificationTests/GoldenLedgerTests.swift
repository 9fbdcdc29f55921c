import CairnLog
import CairnModel
import CairnVerification
import Testing

@Suite("the golden files of format version 1")
struct GoldenLedgerTests {
    /// The ledger's current key, given from outside.
    private static let ledgerKey = "ledger.test.example/imaging+11357ebf+AW56HN0psLeP0Tr0xVmP7/TvKpcWbjym8uT7/M2AUFvx"

    @Test func theyVerifyWithExactlyTheseFindings() async throws {
        let files = try GoldenLedger.files()
        let key = try VerifierKey(parsing: GoldenLedgerTests.ledgerKey)
        let verdict = try await LedgerVerifier(ledgerKey: key).verify(ExportSource { files[$0] })
        #expect(verdict.exitCode == 3)
        #expect(verdict.entries == 523)
        let found = Dictionary(uniqueKeysWithValues: verdict.findings.map { ($0.index, $0.code) })
        #expect(found == GoldenLedger.discounted)
    }

    @Test func ourWriterMakesThemByteForByte() throws {
        let written = try GoldenLedger.make().files()
        let golden = try GoldenLedger.files()
        #expect(written.keys.sorted() == golden.keys.sorted())
        for (path, bytes) in golden { #expect(written[path] == bytes, "\(path)") }
    }

    @Test func everyEventTypeStandsInThem() throws {
        let bodies = try GoldenLedger.make().bodies.compactMap(\.self).map { try Body(checking: $0) }
        let types = Set(bodies.map(\.type))
        for type in KnownEvents.types { #expect(types.contains(type.type), "\(type.type)") }
    }

    @Test func anotherKeyAndAChangedByteFail() async throws {
        let files = try GoldenLedger.files()
        let former = try SampleLedger().ledger.key
        let key = try VerifierKey(parsing: GoldenLedgerTests.ledgerKey)
        #expect(try await LedgerVerifier(ledgerKey: former).verify(ExportSource { files[$0] }).exitCode == 2)
        let path = try #require(files.keys.sorted().first { $0.hasPrefix("tile/entries/") })
        var changed = files
        changed[path]?[700] ^= 1
        let spoilt = changed
        #expect(try await LedgerVerifier(ledgerKey: key).verify(ExportSource { spoilt[$0] }).exitCode == 2)
    }
}
