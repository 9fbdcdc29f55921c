import CairnAudit
import CairnModel
import CairnTestSupport
import Testing

/// Each act of thousands of random histories: g1's verdict and reason are the oracle's, whatever was known and whatever
/// time is asked about.
@Suite("verdicts and the oracle")
struct VerdictPropertyTests {
    /// How many worlds are judged: all where everything is asked for.
    private static let worlds = RandomLedger.isExhaustive ? RandomLedger.worlds : 60

    @Test(arguments: RandomLedger.seeds)
    func g1JudgesAsTheOracle(_ seed: UInt64) async throws {
        let ledger = try await RandomLedger(seed: seed, worlds: VerdictPropertyTests.worlds)
        let size = ledger.random.lines.count
        var numbers = SeededNumbers(seed: seed)
        let (most, some) = (size / 2 + numbers.below(size / 2), 1 + numbers.below(size))
        let probes = [
            (size, "2027-01-01T00:00:00Z"), (most, "2027-01-01T00:00:00Z"), (some, "2027-01-01T00:00:00Z"),
            (size, RandomWorld.time(numbers.below(100))), (most, RandomWorld.time(20 + numbers.below(60))),
        ]
        for (number, (known, then)) in probes.enumerated() {
            // With statistics the planner chooses other ways: the answer is the same.
            if number == 2 { try await ledger.asked.database.run("ANALYZE") }
            let answer = try await ledger.asked.ask("g1", validAt: then, knownAtLine: UInt64(known), limit: 100_000)
            var said: [Int: String] = [:]
            for row in answer.answer.rows {
                let verdict = "\(CasesTests.cell(row["verdict"])) \(CasesTests.cell(row["reason"]))"
                for entry in Answer.entries(of: row) { said[Int(entry) - Int(ledger.asked.first)] = verdict }
            }
            var (faults, judged): ([String], Int) = ([], 0)
            var story: [String] = []
            for (world, own) in ledger.ledgers(known: known, then: then).enumerated() {
                for (act, verdict) in OracleJudge(own).verdicts() {
                    judged += 1
                    let expected = "\(verdict.outcome.rawValue) \(verdict.reason)"
                    let given = said[act.index] ?? "nothing"
                    if given == expected { continue }
                    if story.isEmpty {
                        story = ledger.random.events[world].filter { $0.index < known }.map {
                            "\($0.index) \(ledger.random.lines[$0.index])"
                        }
                    }
                    faults.append(
                        "\(given), not \(expected): world \(world), line \(act.index) of \(verdict.reasons.sorted())"
                    )
                }
            }
            #expect(judged > 0 || known < size)
            let note = """
                seed \(seed), known \(known), valid-at \(then): \(faults.count) of \(judged). The first world:
                \(story.joined(separator: "\n"))
                """
            #expect(faults.sorted().prefix(20) == [], Comment(rawValue: note))
        }
    }
}
