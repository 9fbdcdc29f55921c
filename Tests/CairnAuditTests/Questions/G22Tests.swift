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
                "org:us US viewed 1 2 eu-gdpr:A46-2-c covered safeguard-recorded",
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

    /// Greece as the Union writes it and Réunion are inside; Northern Ireland, whose code XI is for goods, isn't; no country has the code ZZ.
    ///
    /// A job is run from Kenya.
    @Test func countriesAreKnownByTheirCodes() async throws {
        let ledger = try await AskedLedger(
            """
            institution.registered 2026-01-01 {"organisation":"org:ke","name":"Lab","country":"ke","roles":["eu-ehds:HealthDataUser"]}
            transfer.sent 2026-01-02 {"recipient":"org:el","country":"el","subjects":["s1"]}
            transfer.sent 2026-01-03 {"recipient":"org:re","country":"RE","subjects":["s1"]}
            transfer.sent 2026-01-04 {"recipient":"org:xi","country":"XI","subjects":["s1"]}
            transfer.sent 2026-01-05 {"recipient":"org:zz","country":"ZZ","subjects":["s1"]}
            job.started 2026-01-06 {"job":"j1","purposes":["dpv:ScientificResearch"],"datasets":["d@1"],"actor":{"id":"u1","kind":"person","organisation":"org:ke"}}
            """
        )
        let answer = try await ledger.ask("g22")
        #expect(
            answer.lines("organisation", "mode", "reason") == [
                "org:ke job no-safeguard", "org:xi sent no-safeguard", "org:zz sent country-unknown",
                "org:re sent within-eea", "org:el sent within-eea",
            ]
        )
    }

    /// Explicit consent carries one week, not two for certain, and not three; what is no article is no safeguard, and a
    /// safeguard that is recorded beside a derogation counts first.
    @Test func aDerogationThatBecomesTheRuleIsNone() async throws {
        let ledger = try await AskedLedger(
            """
            transfer.sent 2026-01-05 {"recipient":"org:in","country":"IN","safeguard":"eu-gdpr:A49-1-a","subjects":["s1"]}
            transfer.sent 2026-01-14 {"recipient":"org:in","country":"IN","safeguard":"eu-gdpr:A49-1-a","subjects":["s2"]}
            transfer.sent 2026-01-21 {"recipient":"org:in","country":"IN","safeguard":"eu-gdpr:A49-1-a","subjects":["s3"]}
            transfer.sent 2026-01-06 {"recipient":"org:jp","country":"JP","safeguard":"example:letter","subjects":["s1"]}
            transfer.safeguard-recorded 2026-01-20 {"recipient":"org:in","country":"IN","safeguard":"eu-gdpr:A46-2-c"}
            """
        )
        let reasons = { (at: String) in
            try await ledger.ask("g22", validAt: at).lines("organisation", "times", "reason")
        }
        #expect(try await reasons("2026-01-10").first == "org:in 1 derogation-recorded")
        #expect(try await reasons("2026-01-16").first == "org:in 2 derogation-used-again")
        // On 21 January the clauses stand; the two weeks before remain two weeks.
        #expect(
            try await reasons("2026-01-22") == [
                "org:in 1 safeguard-recorded", "org:in 2 derogation-used-again", "org:jp 1 safeguard-unknown",
            ]
        )
    }
}
