import CairnAudit
import Testing

/// Acts in another's name, and copies for others.
@Suite("question g15")
struct G15Tests {
    /// org:cloud acts for org:hospital-a in February, under an agreement, and in April, after it ended; org:lab acts for itself.
    @Test func actsOutsideAnAgreementAreFound() async throws {
        let ledger = try await AskedLedger(
            """
            agreement.signed 2026-01-01 {"agreement":"g1","kind":"DPA","parties":["org:hospital-a","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            access.read 2026-02-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            access.read 2026-02-02 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            agreement.terminated 2026-03-01 {"agreement":"g1"}
            access.read 2026-04-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:cloud","onBehalfOf":"org:hospital-a"}}
            access.read 2026-04-01 {"purposes":["dpv:ScientificResearch"],"actor":{"id":"svc","organisation":"org:lab"}}
            """
        )
        let answer = try await ledger.ask("g15")
        #expect(
            answer.lines("processor", "agreement", "acts", "uncovered_acts", "reason") == [
                "org:cloud g1 2 0 agreement-in-force", "org:cloud - 1 1 no-agreement",
            ]
        )
        #expect(answer.cited == [[1, 2, 3], [5]])
        #expect(try await ledger.ask("g15", ["to": "2026-03-01"]).lines("reason") == ["agreement-in-force"])
    }

    /// `late` was signed in March, and says that it holds from January: of the acts of February and March only the
    /// second is sure.
    ///
    /// `short` ended in February, and was prolonged in April: the act of March lies in the gap. `part` is for the
    /// dataset d alone. `sub` binds a processor of that processor.
    @Test func anAgreementHoldsForWhatItSaysWhileItDoes() async throws {
        let ledger = try await AskedLedger(
            """
            agreement.signed 2026-03-10 {"agreement":"late","kind":"DPA","parties":["org:h","org:late"],"validFrom":"2026-01-01T00:00:00Z"}
            agreement.signed 2026-01-01 {"agreement":"short","kind":"DPA","parties":["org:h","org:short"],"validFrom":"2026-01-01T00:00:00Z","validUntil":"2026-02-01T00:00:00Z"}
            agreement.amended 2026-04-01 {"agreement":"short","validUntil":"2026-12-01T00:00:00Z"}
            agreement.signed 2026-01-01 {"agreement":"part","kind":"DPA","parties":["org:h","org:part"],"validFrom":"2026-01-01T00:00:00Z","datasets":["d"]}
            agreement.signed 2026-01-01 {"agreement":"sub","kind":"dpv:SubProcessorAgreement","parties":["org:part","org:sub"],"validFrom":"2026-01-01T00:00:00Z"}
            job.started 2026-02-10 {"job":"j1","purposes":["dpv:AcademicResearch"],"actor":{"id":"x","kind":"service","organisation":"org:late","onBehalfOf":"org:h"}}
            job.started 2026-03-11 {"job":"j2","purposes":["dpv:AcademicResearch"],"actor":{"id":"x","kind":"service","organisation":"org:late","onBehalfOf":"org:h"}}
            job.started 2026-03-01 {"job":"j3","purposes":["dpv:AcademicResearch"],"actor":{"id":"x","kind":"service","organisation":"org:short","onBehalfOf":"org:h"}}
            job.started 2026-05-01 {"job":"j4","purposes":["dpv:AcademicResearch"],"actor":{"id":"x","kind":"service","organisation":"org:short","onBehalfOf":"org:h"}}
            job.started 2026-02-01 {"job":"j5","purposes":["dpv:AcademicResearch"],"datasets":["d@2"],"actor":{"id":"x","kind":"service","organisation":"org:part","onBehalfOf":"org:h"}}
            job.started 2026-02-01 {"job":"j6","purposes":["dpv:AcademicResearch"],"datasets":["e@1"],"actor":{"id":"x","kind":"service","organisation":"org:part","onBehalfOf":"org:h"}}
            job.started 2026-02-01 {"job":"j7","purposes":["dpv:AcademicResearch"],"datasets":["d@1"],"actor":{"id":"x","kind":"service","organisation":"org:sub","onBehalfOf":"org:h"}}
            """
        )
        #expect(
            try await ledger.ask("g15").lines("processor", "agreement", "uncovered_acts", "reason") == [
                "org:late late 0 agreement-in-force", "org:late late 0 agreement-signed-later",
                "org:part part 0 agreement-in-force", "org:part part 1 dataset-outside-agreement",
                "org:short short 0 agreement-in-force", "org:short - 1 no-agreement",
                "org:sub sub 0 agreement-in-force",
            ]
        )
    }

    /// Copies go under an agreement, under a permit, under none, and under one that isn't in the ledger.
    ///
    /// org:cloud, whose contract is in force, sends one copy to org:none, with whom nobody has an agreement, and one to
    /// org:lab; each act counts once.
    @Test func aCopyForAnotherOrganisationNeedsAnAgreementOrAPermit() async throws {
        let ledger = try await AskedLedger(
            """
            agreement.signed 2026-01-01 {"agreement":"dta","kind":"DTA","parties":["org:h","org:lab"],"validFrom":"2026-01-01T00:00:00Z"}
            agreement.signed 2026-01-01 {"agreement":"dpa","kind":"DPA","parties":["org:h","org:cloud"],"validFrom":"2026-01-01T00:00:00Z"}
            permit.issued 2026-01-02 {"permits":["p1"],"datasets":["d"],"purposes":["dpv:AcademicResearch"],"organisation":"org:user","approvedAt":"2026-01-02T00:00:00Z","validFrom":"2026-02-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}
            transfer.sent 2026-03-01 {"recipient":"org:lab","agreement":"dta","datasets":["d@1"],"actor":{"id":"svc","kind":"service","organisation":"org:h"}}
            transfer.sent 2026-03-02 {"recipient":"org:user","permits":["p1"],"datasets":["d@1"],"actor":{"id":"svc","kind":"service","organisation":"org:h"}}
            transfer.sent 2026-03-03 {"recipient":"org:none","datasets":["d@1"],"actor":{"id":"svc","kind":"service","organisation":"org:h"}}
            transfer.sent 2026-03-04 {"recipient":"org:far","agreement":"elsewhere","datasets":["d@1"],"actor":{"id":"svc","kind":"service","organisation":"org:h"}}
            transfer.sent 2026-03-05 {"recipient":"org:none","datasets":["d@1"],"actor":{"id":"svc","kind":"service","organisation":"org:cloud","onBehalfOf":"org:h"}}
            transfer.sent 2026-03-06 {"recipient":"org:lab","datasets":["d@1"],"actor":{"id":"svc","kind":"service","organisation":"org:cloud","onBehalfOf":"org:h"}}
            """
        )
        let answer = try await ledger.ask("g15")
        #expect(
            answer.lines("processor", "recipient", "agreement", "acts", "verdict", "reason") == [
                "org:cloud - dpa 1 covered agreement-in-force", "org:cloud org:none - 1 not-covered no-agreement",
                "org:h org:far elsewhere 1 undetermined agreement-unknown",
                "org:h org:lab dta 1 covered agreement-in-force", "org:h org:none - 1 not-covered no-agreement",
                "org:h org:user - 1 covered permit-instead-of-agreement",
            ]
        )
        #expect(
            answer.summary
                == "Of 6 acts in another's name or for another organisation, 2 had no agreement in force; 1 row can't be told."
        )
    }
}
