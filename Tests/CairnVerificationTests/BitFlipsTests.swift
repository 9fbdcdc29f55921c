import CairnTestSupport
import CairnVerification
import Testing

@Suite("BitFlips", .enabled(if: Vectors.exists, "the folder of test vectors is absent"))
struct BitFlipsTests {
    private static func format1() throws -> BitFlips {
        let files = try ExportVectors.files("format1").filter { $0.key != "keys.json" }
        return BitFlips(files: files, key: try ExportVectors.ledgerKey())
    }

    @Test func theFilesVerifyWhileNoBitIsFlipped() async throws {
        let flips = try BitFlipsTests.format1()
        #expect(try await ExportVectors.verify(flips.files, by: flips.key).exitCode == 0)
    }

    @Test func everyFlippedBitOfTheCheckpointIsFound() async throws {
        let flips = try BitFlipsTests.format1()
        let all = flips.everyBit { $0 == "checkpoint" }
        #expect(all.count == 215 * 8)
        #expect(try await flips.unnoticed(all) == [])
    }

    @Test func oneFlippedBitInEvery401stByteOfEveryFileIsFound() async throws {
        let flips = try BitFlipsTests.format1()
        let some = flips.oneBit(every: 401)
        #expect(some.count > 300)
        #expect(try await flips.unnoticed(some) == [])
    }

    @Test func oneFlippedBitInEvery13thByteOfASmallExportIsFound() async throws {
        let files = try ExportVectors.files("format1-bad/ledger-key-changed").filter { $0.key != "expected.json" }
        let flips = BitFlips(files: files, key: try ExportVectors.currentKey(files))
        #expect(try await ExportVectors.verify(files, by: flips.key).exitCode == 0)
        #expect(try await flips.unnoticed(flips.oneBit(every: BitFlips.isExhaustive ? 1 : 13)) == [])
    }

    @Test(.enabled(if: BitFlips.isExhaustive, "CAIRN_EXHAUSTIVE=1 flips every bit of every file"))
    func everyFlippedBitOfEveryFileIsFound() async throws {
        let flips = try BitFlipsTests.format1()
        let all = flips.everyBit()
        #expect(all.count > 990_000)
        #expect(try await flips.unnoticed(all) == [])
    }
}
