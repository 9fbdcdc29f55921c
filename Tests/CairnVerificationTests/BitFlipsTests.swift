import CairnLog
import CairnVerification
import Testing

@Suite("BitFlips")
struct BitFlipsTests {
    private static func good() throws -> BitFlips {
        let files = try ExportVectors.files("export-v1")
        return BitFlips(files: files, key: try ExportVectors.ledgerKey())
    }

    @Test func theFilesVerifyWhileNoBitIsFlipped() async throws {
        let flips = try BitFlipsTests.good()
        #expect(try await ExportVectors.verify(flips.files, by: flips.key).exitCode == 0)
    }

    @Test func everyFlippedBitOfTheCheckpointIsFound() async throws {
        let flips = try BitFlipsTests.good()
        let all = flips.everyBit { $0 == "checkpoint" }
        #expect(all.count == 215 * 8)
        #expect(try await flips.unnoticed(all) == [])
    }

    @Test func oneFlippedBitInEvery401stByteOfEveryFileIsFound() async throws {
        let flips = try BitFlipsTests.good()
        let some = flips.oneBit(every: 401)
        #expect(some.count > 300)
        #expect(try await flips.unnoticed(some) == [])
    }

    @Test func oneFlippedBitInEvery13thByteOfASmallExportIsFound() async throws {
        let files = try ExportVectors.files("export-v1-bad/ledger-key-changed")
        let key = try VerifierKey(parsing: ExportVectors.expected("ledger-key-changed").ledgerKey)
        let flips = BitFlips(files: files, key: key)
        #expect(try await ExportVectors.verify(files, by: flips.key).exitCode == 0)
        #expect(try await flips.unnoticed(flips.oneBit(every: BitFlips.isExhaustive ? 1 : 13)) == [])
    }

    @Test(.enabled(if: BitFlips.isExhaustive, "CAIRN_EXHAUSTIVE=1 flips every bit of every file"))
    func everyFlippedBitOfEveryFileIsFound() async throws {
        let flips = try BitFlipsTests.good()
        let all = flips.everyBit()
        #expect(all.count > 990_000)
        #expect(try await flips.unnoticed(all) == [])
    }
}
