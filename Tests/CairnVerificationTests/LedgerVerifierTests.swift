import CairnLog
import CairnModel
import CairnTestSupport
import CairnVerification
import Foundation
import Testing

@Suite("LedgerVerifier", .enabled(if: Vectors.exists))
struct LedgerVerifierTests {
    @Test func theExportThatAnotherProgramMadeVerifies() async throws {
        let verdict = try await ExportVectors.verify("format1")
        #expect(verdict.findings == [])
        #expect(verdict.exitCode == 0)
        #expect(verdict.entries == 294)
        #expect(verdict.submissions == 28)
    }

    @Test(arguments: ExportVectors.broken)
    func aBrokenRuleGivesExactlyItsCodeIndexAndExitCode(name: String) async throws {
        let expected = try ExportVectors.expected(name)
        let verdict = try await ExportVectors.verify("format1-bad/" + name)
        #expect(verdict.findings.first?.code.rawValue == expected.code)
        #expect(verdict.findings.first?.index == expected.index)
        #expect(verdict.exitCode == expected.exit)
    }
}
