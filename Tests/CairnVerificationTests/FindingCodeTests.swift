import CairnVerification
import Testing

@Suite("FindingCode")
struct FindingCodeTests {
    @Test(
        arguments: [
            ("ledger.forked", 2), ("entry.chain", 2), ("tile.mismatch", 2), ("tree.root", 2),
            ("checkpoint.malformed", 2),
            ("checkpoint.signature", 2), ("payload.missing", 2), ("export.malformed", 2), ("registry.newer-version", 1),
            ("submission.role", 3), ("quorum.missing", 3), ("redaction.without-effect", 3), ("registry.withheld", 3),
            ("registry.without-effect", 3), ("entry.body-withheld", 3), ("entry.not-redacted", 3),
            ("entry.body-missing", 2), ("entry.body", 2), ("registry.unheard-of", 2), ("nobody.knows", 2),
        ] as [(String, Int32)]
    )
    func theFamilyOfACodeGivesTheExitCode(code: String, exit: Int32) {
        #expect(FindingCode(rawValue: code).exitCode == exit)
        #expect(Finding(FindingCode(rawValue: code), at: 7, "why").description == "\(code) at entry 7: why")
    }

    @Test func aSubmissionThatDoesNotCountIsNoTampering() {
        for code in [
            "submission.syntax", "submission.origin", "submission.signature", "submission.unknown-key",
            "submission.revoked-key", "submission.number", "submission.previous", "submission.anchor",
            "submission.root", "submission.body", "submission.role", "submission.possibly-compromised",
        ] {
            #expect(FindingCode(rawValue: code).exitCode == 3)
        }
    }
}
