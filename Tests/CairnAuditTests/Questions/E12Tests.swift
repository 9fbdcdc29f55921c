import CairnAudit
import Testing

/// Whether only listed persons worked in an environment.
@Suite("question e12")
struct E12Tests {
    /// u1 is listed; u2 was added on the 15th, after her first session; u3 is listed, and while x4 was open with one client, x5 began with
    /// another; in u4's session somebody else viewed; x7 says nothing of a person.
    @Test func sessionsAreHeldAgainstTheList() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z","persons":["u1","u3","u4"]}
            session.opened 2026-01-10T08:00:00Z {"session":"x1","environment":"spe:a","permits":["p1"],"person":"u1"}
            session.closed 2026-01-10T09:00:00Z {"session":"x1"}
            session.opened 2026-01-11T08:00:00Z {"session":"x2","environment":"spe:a","permits":["p1"],"person":"u2"}
            permit.person-added 2026-01-15 {"permits":["p1"],"person":"u2"}
            session.opened 2026-01-16T08:00:00Z {"session":"x3","environment":"spe:a","permits":["p1"],"person":"u2"}
            session.opened 2026-01-17T08:00:00Z {"session":"x4","environment":"spe:a","permits":["p1"],"person":"u3","client":"desk"}
            session.opened 2026-01-17T08:30:00Z {"session":"x5","environment":"spe:a","permits":["p1"],"person":"u3","client":"phone"}
            session.closed 2026-01-17T09:00:00Z {"session":"x4"}
            session.opened 2026-01-18T08:00:00Z {"session":"x6","environment":"spe:a","permits":["p1"],"person":"u4"}
            access.viewed 2026-01-18T08:10:00Z {"purposes":["dpv:ScientificResearch"],"session":"x6","permits":["p1"],"datasets":["d@1"],"actor":{"id":"u9","kind":"person","organisation":"org:lab"}}
            session.opened 2026-01-19T08:00:00Z {"session":"x7","environment":"spe:a","permits":["p1"]}
            """
        )
        let answer = try await ledger.ask("e12", ["permit": "p1"])
        #expect(
            answer.lines(
                "person",
                "listed",
                "sessions",
                "while_not_listed",
                "in_parallel",
                "used_by_others",
                "verdict",
                "reason"
            ) == [
                "u1 true 1 0 0 0 covered authorised", "u2 true 2 1 0 0 not-covered person-outside-permit",
                "u3 true 2 0 1 0 not-covered identity-shared", "u4 true 1 0 0 1 not-covered identity-shared",
                "- - 1 0 0 0 undetermined person-unknown",
            ]
        )
        #expect(answer.cited == [[1, 2, 3], [1, 4, 5, 6], [1, 7, 8, 9], [1, 10, 11], [1, 12]])
        let later = try await ledger.ask("e12", ["permit": "p1", "from": "2026-01-16", "to": "2026-01-17"])
        #expect(later.lines("person", "sessions", "reason") == ["u2 1 authorised"])
        let early = try await ledger.ask("e12", ["permit": "p1"], knownAtLine: 4)
        #expect(early.lines("person", "listed", "reason") == ["u1 true authorised", "u2 false person-outside-permit"])
    }

    /// u1 was removed while the session was open.
    @Test func aSessionMayOutliveTheAuthorisation() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z","persons":["u1"]}
            session.opened 2026-01-10T08:00:00Z {"session":"x1","environment":"spe:a","permits":["p1"],"person":"u1"}
            permit.person-removed 2026-01-10T08:30:00Z {"permits":["p1"],"person":"u1"}
            session.closed 2026-01-10T09:00:00Z {"session":"x1"}
            """
        )
        let answer = try await ledger.ask("e12", ["permit": "p1"])
        #expect(
            answer.lines("person", "while_not_listed", "open_after_removal", "reason") == [
                "u1 0 1 person-outside-permit"
            ]
        )
        #expect(answer.cited == [[1, 2, 3, 4]])
        let before = try await ledger.ask("e12", ["permit": "p1"], validAt: "2026-01-10T08:15:00Z")
        #expect(before.lines("not_closed", "reason") == ["1 authorised"])
        #expect(before.cited == [[1, 2]])
    }

    /// The permit is revoked at noon; a session of the morning goes on until five, and another is opened the next day.
    @Test func sessionsAfterARevocationAreFound() async throws {
        let ledger = try await AskedLedger(
            """
            permit.issued 2026-01-05 {"permits":["p1"],"datasets":["d@1"],"purposes":["dpv:ScientificResearch"],"organisation":"org:lab","approvedAt":"2026-01-04T00:00:00Z","validFrom":"2026-01-06T00:00:00Z","validUntil":"2026-12-31T00:00:00Z","persons":["u1"]}
            session.opened 2026-02-10T08:00:00Z {"session":"x1","environment":"spe:a","permits":["p1"],"person":"u1"}
            permit.revoked 2026-02-10T12:00:00Z {"permits":["p1"],"reason":"misuse"}
            session.closed 2026-02-10T17:00:00Z {"session":"x1"}
            session.opened 2026-02-11T08:00:00Z {"session":"x2","environment":"spe:a","permits":["p1"],"person":"u1"}
            """
        )
        let sessions = try await ledger.ask("e12", ["permit": "p1"])
        #expect(sessions.lines("sessions", "outside_permit", "reason") == ["2 2 permit-not-active"])
        #expect(sessions.cited == [[1, 2, 3, 4, 5]])
        let user = try await ledger.ask("e7", ["permit": "p1"])
        #expect(user.lines("sessions_outside", "reason") == ["2 permit-not-active"])
    }
}
