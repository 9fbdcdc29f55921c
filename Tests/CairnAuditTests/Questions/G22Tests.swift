import CairnAudit
import Testing

/// What went outside the European Economic Area.
@Suite("question g22")
struct G22Tests {
    /// d@1 holds s1 and s2.
    ///
    /// org:us viewed it twice, on the 10th without and on the 20th with standard clauses, which hold from the 15th; org:fr is inside; org:gb got s3 with a safeguard of its own; org:far is registered nowhere. org:fr downloaded from Brazil.
    @Test func everyCountryNeedsItsSafeguard() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:us","name":"Lab","country":"US","roles":["eu-ehds:HealthDataUser"]}
            institution.registered 2026-01-01 {"organisation":"org:fr","name":"Labo","country":"FR","roles":["eu-ehds:HealthDataUser"]}
            dataset.members-added 2026-01-04 {"datasets":["d@1"],"subjects":["s1","s2"]}
            dataset.version-released 2026-01-04 {"datasets":["d@1"],"subjectCount":2}
            access.viewed 2026-01-10 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:us"}}
            transfer.safeguard-recorded 2026-01-12 {"recipient":"org:us","country":"US","safeguard":"eu-gdpr:A46-2-c","validFrom":"2026-01-15T00:00:00Z"}
            access.viewed 2026-01-20 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"subjects":["s1","s9"],"actor":{"id":"u1","kind":"person","organisation":"org:us"}}
            access.viewed 2026-01-21 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u2","kind":"person","organisation":"org:fr"}}
            access.viewed 2026-01-22 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u2","kind":"person","organisation":"org:fr"}}
            transfer.sent 2026-01-23 {"recipient":"org:gb","country":"GB","safeguard":"eu-gdpr:A45-3","subjects":["s3"]}
            transfer.sent 2026-01-24 {"recipient":"org:far","datasets":["d@1"]}
            access.downloaded 2026-01-25 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"country":"BR","actor":{"id":"u2","kind":"person","organisation":"org:fr"}}
            """
        )
        let answer = try await ledger.ask("g22")
        #expect(
            answer.lines("organisation", "country", "mode", "times", "subjects", "safeguard", "verdict", "reason") == [
                "org:fr BR downloaded 1 2 - not-covered no-safeguard",
                "org:gb GB sent 1 1 eu-gdpr:A45-3 covered safeguard-recorded",
                "org:us US viewed 1 3 eu-gdpr:A46-2-c covered safeguard-recorded",
                "org:us US viewed 1 2 - not-covered no-safeguard",
                "org:far - sent 1 2 - undetermined country-unknown", "org:fr FR viewed 2 - - covered within-eea",
            ]
        )
        #expect(answer.cited == [[12], [10], [1, 6, 7], [1, 5], [11], [2, 8, 9]])
        let period = try await ledger.ask("g22", ["from": "2026-01-15", "to": "2026-01-22"])
        #expect(period.lines("organisation", "reason") == ["org:us safeguard-recorded", "org:fr within-eea"])
    }

    /// org:lab moved from France to Canada on 1 February; until line 2 was known, it was in France.
    @Test func theCountryIsTheOneAtTheTime() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:lab","name":"Labo","country":"FR","roles":["eu-ehds:HealthDataUser"]}
            access.viewed 2026-02-10 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            institution.updated 2026-02-01 {"organisation":"org:lab","name":"Labo","country":"CA","roles":["eu-ehds:HealthDataUser"]}
            access.viewed 2026-01-10 {"purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:lab"}}
            """
        )
        #expect(
            try await ledger.ask("g22").lines("country", "times", "reason") == ["CA 1 no-safeguard", "FR 1 within-eea"]
        )
        #expect(try await ledger.ask("g22", knownAtLine: 2).lines("country", "times", "reason") == ["FR 1 within-eea"])
        #expect(
            try await ledger.ask("g22", validAt: "2026-01-15").lines("country", "times", "reason") == [
                "FR 1 within-eea"
            ]
        )
        #expect(try await ledger.ask("g22", validAt: "2025-01-15").lines("country") == [])
    }
}
