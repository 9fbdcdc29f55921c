import CairnAudit
import Testing

/// Whether the log itself is sound.
@Suite("question g18")
struct G18Tests {
    /// Two accesses are denied for one reason, a source lost 3 events, and a key is revoked as compromised (it is the registrar's own right to say so).
    @Test func gapsAndDenialsAreCounted() async throws {
        let ledger = try await AskedLedger(
            """
            access.denied 2026-01-10 {"reason":"person-outside-permit"}
            access.denied 2026-01-11 {"reason":"person-outside-permit"}
            connector.gap-detected 2026-01-12 {"source":"pacs","expected":10,"seen":7}
            """
        )
        let answer = try await ledger.ask("g18", ["from": "2026-01-05", "to": "2026-02-01"])
        #expect(
            answer.lines("what", "detail", "count", "reason") == [
                "entries events of the period 3 sound",
                "recorded late recorded more than a day after it happened 3 sound",
                "gap at the source pacs 3 unsound", "denied accesses person-outside-permit 2 sound",
            ]
        )
        #expect(answer.cited[3] == [1, 2])
        #expect(answer.summary == "1 thing needs attention; whether entries were changed, cairn verify shows.")
        #expect(
            try await ledger.ask("g18", ["from": "2026-02-01", "to": "2026-02-02"]).lines("what", "count") == [
                "entries 0"
            ]
        )
    }

    /// The event says that it happened in 2040: the source's clock is ahead.
    @Test func aClockAheadIsTold() async throws {
        let ledger = try await AskedLedger(#"access.denied 2040-01-01 {"reason":"x"}"#)
        let answer = try await ledger.ask("g18", ["from": "2039-01-01"], validAt: "2041-01-01")
        #expect(answer.lines("what", "reason") == ["entries sound", "clock ahead unsound", "denied accesses sound"])
    }
}
