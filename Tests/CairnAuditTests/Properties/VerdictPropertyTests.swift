import CairnAudit
import CairnModel
import Testing

/// Each act of thousands of random histories: g1's verdict and reason are the oracle's.
@Suite("verdicts and the oracle")
struct VerdictPropertyTests {
    private static let world = "2027-01-01T00:00:00Z"

    /// Of how many acts in a hundred g1 and the oracle may still say different things.
    ///
    /// Where several things are unknown or wrong at once, the two don't agree yet on which comes first. It may only fall.
    private static let open = 5

    /// How many worlds are judged: all where everything is asked for.
    private static let worlds = RandomLedger.seeds.count > 1 ? RandomLedger.worlds : 60

    @Test(arguments: RandomLedger.seeds)
    func g1JudgesAsTheOracle(_ seed: UInt64) async throws {
        let ledger = try await RandomLedger(seed: seed, worlds: VerdictPropertyTests.worlds)
        let size = ledger.random.lines.count
        var numbers = SeededNumbers(seed: seed)
        for known in [size, size / 2 + numbers.below(size / 2), 1 + numbers.below(size)] {
            let answer = try await ledger.asked.ask("g1", knownAtLine: UInt64(known), limit: 100_000)
            var said: [Int: (verdict: String, reason: String)] = [:]
            for row in answer.answer.rows {
                let verdict = (CasesTests.cell(row["verdict"]), CasesTests.reason(CasesTests.cell(row["reason"])))
                for entry in Answer.entries(of: row) { said[Int(entry) - Int(ledger.asked.first)] = verdict }
            }
            var (faults, judged): ([String], Int) = ([], 0)
            for (world, own) in ledger.ledgers(known: known, then: VerdictPropertyTests.world).enumerated() {
                for (act, verdict) in OracleJudge(own).verdicts() {
                    judged += 1
                    guard let answer = said[act.index] else {
                        faults.append("world \(world), line \(act.index): g1 doesn't list it")
                        continue
                    }
                    if let fault = VerdictPropertyTests.fault(verdict, answer.verdict, answer.reason) {
                        faults.append("world \(world), line \(act.index): \(fault)")
                    }
                }
            }
            #expect(judged > 0 || known < size)
            let note = "seed \(seed), known \(known): \(faults.count) of \(judged): \(faults.prefix(5))"
            #expect(faults.count * 100 <= judged * VerdictPropertyTests.open, Comment(rawValue: note))
        }
    }

    /// What is wrong with an answer: another verdict, a reason that isn't among those that hold, or one that another
    /// comes before in the table.
    static func fault(_ verdict: OracleVerdict, _ said: String, _ reason: String) -> String? {
        let held = verdict.reasons.sorted().joined(separator: ", ")
        guard verdict.outcome.rawValue == said else {
            return "\(said) \(reason), not \(verdict.outcome.rawValue) \(held)"
        }
        guard verdict.reasons.contains(reason) || verdict.others.contains(reason) else {
            return "\(reason), not \(held)"
        }
        return nil
    }
}
