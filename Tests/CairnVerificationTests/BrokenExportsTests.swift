import CairnLog
import CairnVerification
import Testing

@Suite("exports that each break one rule")
struct BrokenExportsTests {
    @Test func all292AreHere() {
        #expect(ExportVectors.broken.count == 292)
    }

    @Test(arguments: ExportVectors.broken)
    func theVerdictIsTheOneThatIsWrittenBesideIt(_ name: String) async throws {
        let expected = try ExportVectors.expected(name)
        let verdict = try await ExportVectors.verdict(
            ExportVectors.files("export-v1-bad/\(name)"),
            by: expected.ledgerKey
        )
        guard let verdict else {
            // A malformed key ends it with 1, and no finding: usage.
            #expect(expected.code == nil && expected.exit == 1)
            return
        }
        #expect(verdict.findings.first?.code.rawValue == expected.code, "\(verdict.findings)")
        #expect(verdict.findings.first?.index == expected.index, "\(verdict.findings)")
        #expect(verdict.exitCode == expected.exit)
        if let findings = expected.findings {
            #expect(verdict.findings.map(ExportVectors.Expected.Place.init) == findings)
        }
        #expect((verdict.checkpoint == nil) == ![0, 3].contains(expected.exit))
    }
}
