import CairnModel
import CairnVerification
import Testing

@Suite("submission.possibly-compromised")
struct FindingTallyTests {
    private static func sample(since: UInt64?) throws -> SampleLedger {
        var sample = try SampleLedger(submissions: 3)
        let revocation = KeyRevoked(
            key: try sample.uploader.key,
            reason: try ReasonCode("stolen"),
            compromisedSince: since
        )
        try sample.append([sample.body(revocation, 50)], by: \.registrar)
        return sample
    }

    @Test func whatAStolenKeySignedSinceThenCountsWithAFinding() async throws {
        let verdict = try await FindingTallyTests.sample(since: 4).verdict()
        #expect(verdict.findings.map(\.code) == [.possiblyCompromised, .possiblyCompromised])
        #expect(verdict.findings.map(\.index) == [4, 6])
        #expect(verdict.discounted == 0)
        #expect(verdict.exitCode == 3)
        #expect(verdict.checkpoint != nil)
        #expect(verdict.authenticity.sentence.contains("Every submission counts"))
    }

    @Test func whatItSignedBeforeHasNone() async throws {
        #expect(try await FindingTallyTests.sample(since: 7).verdict().findings == [])
        #expect(try await FindingTallyTests.sample(since: nil).verdict().findings == [])
    }

    @Test func moreThanAThousandFindingsOfOneKindAreCountedButNotKept() async throws {
        var sample = try SampleLedger()
        let bodies = [try sample.note(90)]
        let statement = try sample.statement(bodies, number: 7)
        for _ in 0..<1_001 { try sample.append(bodies, under: statement, signedWith: sample.uploader.seed) }
        let verdict = try await sample.verdict()
        #expect(verdict.findings.count == 1_000)
        #expect(verdict.discounted == 1_001)
        #expect(verdict.exitCode == 3)
    }
}
