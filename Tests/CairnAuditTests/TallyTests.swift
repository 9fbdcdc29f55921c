import CairnAudit
import Testing

/// Totals: right however many rows and values there are, whether they are listed or not.
@Suite("tally")
struct TallyTests {
    /// Twelve hundred accesses by eleven hundred organisations; a hundred by the first, of which one was denied.
    @Test func manyValuesAreCounted() async throws {
        let lines = (0..<1_200).map { number in
            """
            access.\(number == 1_199 ? "denied" : "viewed") 2026-01-0\(number % 9 + 1) {"purposes":["DUO:0000006"],"subjects":["s1"],"reason":"none",\
            "actor":{"id":"u\(number)","organisation":"o\(number < 1_100 ? number : 0)"}}
            """
        }
        let answer = try await AskedLedger(lines.joined(separator: "\n")).ask("g7", ["subject": "s1"], limit: 10).answer
        #expect(answer.rows.count == 10)
        #expect(answer.tally.rows == 1_200)
        #expect(answer.tally.count("mode", "denied") == 1)
        #expect(answer.tally.count("mode", "viewed") == 1_199)
        #expect(answer.tally.distinct("organisation") == 1_100)
        #expect(answer.tally.count("organisation", "o0") == 101)
        #expect(answer.tally.filled("person") == 1_200)
        #expect(answer.tally.filled("permits") == 0)
    }

    /// Accesses of 3, 4 and 5 objects, and one that says nothing.
    @Test func numbersAreAddedUp() async throws {
        let lines = [#","objects":3"#, #","objects":4"#, #","objects":5"#, ""].map { objects in
            #"access.viewed 2026-01-01 {"purposes":["DUO:0000006"],"subjects":["s1"],"actor":{"id":"u1","organisation":"o"}\#(objects)}"#
        }
        let answer = try await AskedLedger(lines.joined(separator: "\n")).ask("g7", ["subject": "s1"], limit: 1).answer
        #expect(answer.tally.sum("objects") == 12)
        #expect(answer.tally.filled("objects") == 3)
        #expect(answer.tally.rows == 4)
    }

    @Test func anEmptyAnswerHasNoTotals() async throws {
        let tally = try await AskedLedger().ask("g7", ["subject": "s1"]).answer.tally
        #expect(tally.rows == 0)
        #expect(tally.distinct("organisation") == 0)
        #expect(tally.sum("objects") == 0)
    }
}
