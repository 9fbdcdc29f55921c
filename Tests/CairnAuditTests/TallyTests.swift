import CairnAudit
import Testing

/// Tallies: right however many rows and values there are.
@Suite("tally")
struct TallyTests {
    /// Twelve hundred subjects, each informed by a notice of her own: more values than were kept once.
    @Test func manyValuesAreCounted() async throws {
        let lines = (0..<1_200).map { number in
            """
            image.series-received 2026-01-01 {"subjects":["s\(number)"],"assets":["a\(number)","b\(number)"],"modality":"CT","instances":1,"bytes":1,"instancesRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","actor":{"id":"g"}}
            notice.provided 2026-01-02T00:\(number / 60 % 60 < 10 ? "0" : "")\(number / 60 % 60):\(number % 60 < 10 ? "0" : "")\(number % 60)Z {"subjects":["s\(number)"],"notice":"n\(number)"}
            """
        }
        let answer = try await AskedLedger(lines.joined(separator: "\n")).ask("g5", limit: 10)
        #expect(answer.summary == "Of 1200 subjects, 1200 were informed; 0 are overdue.")
        #expect(answer.answer.tally.distinct("notice") == 1_200)
        #expect(answer.answer.rows.count == 10)
    }
}
