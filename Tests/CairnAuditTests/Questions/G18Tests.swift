import CairnAudit
import Foundation
import Testing

/// Whether the log itself is sound.
///
/// Entries are recorded when the test runs, so each period is around now.
@Suite("question g18")
struct G18Tests {
    /// A day, some days before or after today, as an event or a parameter says it.
    private func day(_ offset: Int) -> String {
        let time = Date.now.addingTimeInterval(Double(offset) * 86_400)
        return time.formatted(.iso8601.year().month().day())
    }

    private func ask(_ ledger: AskedLedger, from: Int = -1, to: Int = 1, validAt: Int = 1) async throws -> AskedAnswer {
        try await ledger.ask("g18", ["from": day(from), "to": day(to)], validAt: day(validAt))
    }

    /// The registry's entries of the ledger itself are left aside.
    private func lines(_ answer: AskedAnswer) -> [String] {
        answer.lines("what", "detail", "count", "reason").filter { !$0.hasPrefix("key ") && !$0.contains(" ledger ") }
            .filter { !$0.hasPrefix("entries") && !$0.contains(" key ") }
    }

    /// Recorded today: an access that is said to have been two years ago, one of three days ago, a consent of next year.
    @Test func whatWasRecordedInThePeriodIsLookedAt() async throws {
        let ledger = try await AskedLedger(
            """
            access.viewed \(day(-730)) {"purposes":["dpv:ScientificResearch"],"subjects":["s1"]}
            staff.disabled \(day(-3)) {"person":"u1","organisation":"org:a","reason":"left"}
            consent.given \(day(365)) {"subjects":["s1"],"consents":["c1"],"purposes":["dpv:ScientificResearch"]}
            """
        )
        let answer = try await ask(ledger)
        #expect(
            lines(answer) == [
                "recorded late access 1 recorded-late", "recorded late staff 1 recorded-after-days",
                "clock ahead consent 1 clock-ahead",
            ]
        )
        #expect(lines(try await ask(ledger, from: -800, to: -700)) == [])
        #expect(answer.lines("sealed")[0] != "-")
        #expect(answer.lines("witnessed", "witnessed_at")[0] == "- -")
        #expect(answer.summary.hasSuffix("No signature of a witness is stored in this database."))
        #expect(answer.answer.question.notLookedAt == [])
    }

    /// Two accesses are denied for one reason, and a source lost three events.
    @Test func gapsAndDenialsAreCounted() async throws {
        let ledger = try await AskedLedger(
            """
            access.denied \(day(0)) {"reason":"person-outside-permit"}
            access.denied \(day(0)) {"reason":"person-outside-permit"}
            connector.gap-detected \(day(0)) {"source":"pacs","expected":10,"seen":7}
            connector.inventory-reconciled \(day(0)) {"source":"archive","missing":0,"unexpected":2}
            """
        )
        let answer = try await ask(ledger, validAt: 2)
        let found = answer.lines("what", "detail", "count", "reason")
        #expect(found.contains("gap at the source pacs 3 source-gap"))
        #expect(found.contains("inventory archive 2 inventory-differs"))
        #expect(found.contains("denied accesses person-outside-permit 2 sound"))
    }
}
