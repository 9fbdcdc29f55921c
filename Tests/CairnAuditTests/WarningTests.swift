import CairnAudit
import Testing

/// What an answer says before it is trusted.
@Suite("warnings")
struct WarningTests {
    private static let access =
        #"access.viewed 2026-03-10 {"purposes":["DUO:0000006"],"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}}"#

    @Test func aTimeThatIsStillToComeIsSaid() async throws {
        let ledger = try await AskedLedger(WarningTests.access)
        let now = try await ledger.ask("g7", ["subject": "s1"]).answer.warnings
        #expect(now.isEmpty)
        let later = try await ledger.ask("g7", ["subject": "s1"], validAt: "2031-05-01").answer.warnings
        #expect(later.count == 1)
        #expect(later.first?.hasPrefix("2031-05-01T00:00:00") == true)
        #expect(later.first?.contains("is still to come") == true)
    }

    /// s1 withdrew "in 2999", which is recorded already: it doesn't count, and nobody is to think that there is nothing.
    @Test func whatClaimsALaterTimeIsSaid() async throws {
        let ledger = try await AskedLedger(
            """
            consent.given 2026-03-01 {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            consent.withdrawn 2999-01-01 {"subjects":["s1"],"consents":["c1"]}
            """
        )
        let entry = ledger.first + 1
        let sentence =
            "Recorded already, but with a later time than what was asked about, and not counted: 1 entry about the person (\(entry))."
        #expect(try await ledger.ask("g3", ["subject": "s1"]).answer.warnings.contains(sentence))
        let consent = try await ledger.ask("g2", ["subject": "s1", "purpose": "dpv:ScientificResearch"])
        #expect(consent.answer.warnings.contains(sentence))
        let later = try await ledger.ask("g3", ["subject": "s1"], validAt: "2999-01-02").answer.warnings
        #expect(!later.contains(sentence))
    }

    /// s2 is in a dataset version only; s3 is nowhere, and nobody is known before the first entry.
    @Test func whoIsOnlyAMemberIsKnown() async throws {
        let ledger = try await AskedLedger(
            """
            \(WarningTests.access)
            dataset.members-added 2026-03-01 {"datasets":["d@1"],"subjects":["s2"]}
            """
        )
        #expect(try await ledger.ask("g7", ["subject": "s2"]).answer.warnings == [])
        let answer = try await ledger.ask("g7", ["subject": "s3"]).answer
        #expect(
            answer.warnings == ["No subject s3 is recorded up to entry \(answer.knownAt - 1). Check the spelling."]
        )
        let before = try await ledger.ask("g7", ["subject": "s2"], knownAtLine: 1).answer
        #expect(before.warnings.map { $0.prefix(29) } == ["No subject s2 is recorded up "])
    }

    /// The gateway lost seven events, found on 10 April; in March nothing is missing.
    @Test func gapsAtTheSourcesOfThePeriodAreSaid() async throws {
        let ledger = try await AskedLedger(
            """
            \(WarningTests.access)
            connector.gap-detected 2026-04-10 {"source":"gateway","expected":10,"seen":3,"missing":7}
            connector.gap-detected 2026-04-11 {"source":"archive","expected":5,"seen":5,"missing":0}
            """
        )
        func warnings(_ from: String, _ to: String) async throws -> [String] {
            try await ledger.ask("g1", ["from": from, "to": to]).answer.warnings
        }
        #expect(try await warnings("2026-03-01", "2026-04-01") == [])
        let april = try await warnings("2026-04-01", "2026-05-01")
        #expect(april.count == 1)
        #expect(april.first?.contains("7 events of the source gateway are missing") == true)
        #expect(try await ledger.ask("g1").answer.warnings == april)
    }
}
