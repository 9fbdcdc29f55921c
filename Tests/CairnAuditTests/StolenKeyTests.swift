import CairnAudit
import Testing

/// What was signed while a key may have been in other hands permits nothing, and restricts.
@Suite("stolen keys")
struct StolenKeyTests {
    private static let lines = """
        consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
        access.read 2026-02-01 {"purposes":["dpv:AcademicResearch"],"subjects":["s1"]}
        consent.given 2026-01-03 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
        access.read 2026-02-02 {"purposes":["dpv:AcademicResearch"],"subjects":["s2"]}
        consent.withdrawn 2026-03-01 {"subjects":["s1"],"consents":["c1"]}
        access.read 2026-03-02 {"purposes":["dpv:AcademicResearch"],"subjects":["s1"]}
        """

    /// The key may have been in other hands from the third line on.
    ///
    /// The consent of s2 is not counted, the withdrawal of s1 is, and what was agreed before stands. Before the revocation
    /// is known, all counts.
    @Test func whatPermitsIsLeftOut() async throws {
        let ledger = try await AskedLedger(StolenKeyTests.lines)
        let before = try await ledger.ask("g1")
        #expect(before.lines("reason") == ["consent", "consent", "consent-withdrawn-recorded-later"])
        #expect(before.answer.warnings == [])
        try await ledger.revoke(sinceLine: 3)
        let after = try await ledger.ask("g1")
        #expect(after.lines("reason") == ["consent", "no-consent", "consent-withdrawn-recorded-later"])
        let entry = ledger.first + 2
        #expect(
            after.answer.warnings.contains {
                $0.hasPrefix("Not counted, as the key that signed them may have been in other hands: 1 entry")
                    && $0.contains("(\(entry))")
            }
        )
        #expect(try await ledger.ask("g1", knownAtLine: 6).lines("reason") == before.lines("reason"))
        #expect(try await ledger.withProjector { try await $0.verify() } == [])
    }

    /// Who stole the key marks the withdrawal as wrong: it stands.
    ///
    /// What the thief marks that permits is gone.
    @Test func aMarkOfAThiefRestoresNothing() async throws {
        let ledger = try await AskedLedger(
            """
            consent.given 2026-01-02 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:AcademicResearch"]}
            consent.withdrawn 2026-03-01 {"subjects":["s1"],"consents":["c1"]}
            consent.given 2026-01-02 {"subjects":["s2"],"consents":["c2"],"purposes":["dpv:AcademicResearch"]}
            correction.marked 2026-03-02 {"target":"{id 2}","reason":"wrong"}
            correction.marked 2026-03-02 {"target":"{id 3}","reason":"wrong"}
            access.read 2026-03-03 {"purposes":["dpv:AcademicResearch"],"subjects":["s1"]}
            access.read 2026-03-04 {"purposes":["dpv:AcademicResearch"],"subjects":["s2"]}
            """
        )
        #expect(try await ledger.ask("g1").lines("reason") == ["consent", "no-consent"])
        try await ledger.revoke(sinceLine: 4)
        #expect(try await ledger.ask("g1").lines("reason") == ["consent-withdrawn-recorded-later", "no-consent"])
    }
}
