import CairnAudit
import Testing

/// The log of secure environments.
@Suite("question e13")
struct E13Tests {
    /// p1 names an environment, p2 none; the second access under p1 names no session.
    @Test func anAccessOutsideAnySessionIsAGap() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-01T00:00:00Z","validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","environment":"spe-1"}
            permit.issued 2026-01-01 {"permits":["p2"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-01T00:00:00Z","validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"datasets":["d@1"],"actor":{"id":"u1"}}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"permits":["p2"],"datasets":["d@1"],"actor":{"id":"u1"}}
            """
        )
        let answer = try await ledger.ask("e13", ["environment": "spe-1"])
        #expect(
            answer.lines("session", "environment", "permit", "activity", "gap") == [
                "- spe-1 p1 read no session is named"
            ]
        )
        #expect(answer.cited == [[3]])
        #expect(try await ledger.ask("e13", ["environment": "spe-2"]).lines("gap") == [])
    }

    /// x1 is opened, read in, and closed; x2 stays open and another person reads in it; x9 was never opened.
    @Test func whatIsMissingFromTheLogIsTold() async throws {
        let ledger = try await AskedLedger(
            """
            session.opened 2026-02-01T08:00:00Z {"session":"x1","environment":"spe-1","permits":["p1"],"person":"u1"}
            access.read 2026-02-01T09:00:00Z {"purposes":["dpv:ScientificResearch"],"session":"x1","datasets":["d@1"],"actor":{"id":"u1"}}
            session.closed 2026-02-01T10:00:00Z {"session":"x1"}
            session.opened 2026-02-02T08:00:00Z {"session":"x2","environment":"spe-1","permits":["p1"],"person":"u1"}
            access.read 2026-02-02T09:00:00Z {"purposes":["dpv:ScientificResearch"],"session":"x2","datasets":["d@1"],"actor":{"id":"u2"}}
            access.read 2026-02-03T09:00:00Z {"purposes":["dpv:ScientificResearch"],"session":"x9","actor":{"id":"u3"}}
            """
        )
        let answer = try await ledger.ask("e13")
        #expect(
            answer.lines("session", "activity", "gap") == [
                "x1 opened -", "x1 read -", "x1 closed -", "x2 opened -",
                "x2 read another person than the one who opened the session",
                "x2 not closed open for more than a day", "x9 read the session was never opened",
            ]
        )
        #expect(answer.cited == [[1], [2], [3], [4], [5], [4], [6]])
        #expect(answer.lines("retained_until")[0] == "2027-02-01T08:00:00+00:00")
        #expect(answer.summary == "3 sessions, 7 lines; in 3 lines something is missing or wrong.")
        #expect(try await ledger.ask("e13", ["session": "x1"]).lines("gap") == ["-", "-", "-"])
    }

    /// The session x1 was opened before the period; x9 never was, but its permit names the environment.
    ///
    /// In x2 an access names nobody, a service ends another, and the permit is revoked at 10:00 while the session goes on until 12:00.
    @Test func anOfficerWhoAsksByEnvironmentAndPeriodSeesAllOfIt() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-01 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-01T00:00:00Z","validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","environment":"spe-1"}
            session.opened 2026-02-28T23:00:00Z {"session":"x1","environment":"spe-1","permits":["p1"],"person":"u1"}
            access.read 2026-03-01T01:00:00Z {"purposes":["dpv:ScientificResearch"],"session":"x1","datasets":["d@1"],"actor":{"id":"u1","kind":"person"}}
            session.closed 2026-03-01T02:00:00Z {"session":"x1"}
            access.read 2026-03-01T03:00:00Z {"purposes":["dpv:ScientificResearch"],"session":"x1","datasets":["d@1"],"actor":{"id":"u1","kind":"person"}}
            access.read 2026-03-01T04:00:00Z {"purposes":["dpv:ScientificResearch"],"permits":["p1"],"session":"x9","datasets":["d@1"],"actor":{"id":"u1","kind":"person"}}
            session.opened 2026-03-02T08:00:00Z {"session":"x2","environment":"spe-1","permits":["p1"],"person":"u1"}
            access.read 2026-03-02T09:00:00Z {"purposes":["dpv:ScientificResearch"],"session":"x2","datasets":["d@1"]}
            permit.revoked 2026-03-02T10:00:00Z {"permits":["p1"],"reason":"misuse"}
            job.started 2026-03-02T11:00:00Z {"job":"j1","session":"x2","purposes":["dpv:ScientificResearch"],"actor":{"id":"u1","kind":"person"}}
            access.ended 2026-03-02T11:30:00Z {"session":"x2","actor":{"id":"spe","kind":"service"}}
            session.closed 2026-03-02T12:00:00Z {"session":"x2"}
            """
        )
        let first = try await ledger.ask("e13", ["environment": "spe-1", "from": "2026-03-01", "to": "2026-03-02"])
        #expect(
            first.lines("session", "activity", "gap") == [
                "x1 read -", "x1 closed -", "x1 read after the session was closed",
                "x9 read the session was never opened",
            ]
        )
        let second = try await ledger.ask("e13", ["session": "x2"])
        #expect(
            second.lines("activity", "gap", "reason") == [
                "opened - complete", "read the person is not recorded person-unknown",
                "job started no permit of the session was in force permit-not-active", "ended - complete",
                "closed - complete",
            ]
        )
    }
}
