import CairnAudit
import CairnModel
import Testing

/// Whom each act of random histories touched: g7 asked for a person and g20 asked for all say what the oracle says.
@Suite("whom acts reached, and the oracle")
struct ReachPropertyTests {
    private static let worlds = RandomLedger.isExhaustive ? 100 : 20

    @Test(arguments: RandomLedger.seeds)
    func g7AndG20SayWhomTheOracleSays(_ seed: UInt64) async throws {
        let ledger = try await RandomLedger(seed: seed, worlds: ReachPropertyTests.worlds)
        let size = ledger.random.lines.count
        var numbers = SeededNumbers(seed: seed)
        for (known, then) in [(size, "2027-01-01T00:00:00Z"), (size * 3 / 4, RandomWorld.time(30 + numbers.below(60)))]
        {
            // The acts that touched each person, by their places in the order of recording.
            var touched: [String: Set<Int>] = [:]
            for own in ledger.ledgers(known: known, then: then) {
                for (act, persons) in OracleJudge(own).reached() {
                    for person in persons { touched[person, default: []].insert(act.index) }
                }
            }
            let place = Comment(rawValue: "seed \(seed), known \(known), valid-at \(then)")
            let all = try await ledger.asked.ask("g20", validAt: then, knownAtLine: UInt64(known), limit: 100_000)
            // A row without a person is a version of which not everybody is known.
            let named = all.answer.rows.filter { $0["subject"]?.string != nil }
            let counted = named.map { "\(CasesTests.cell($0["subject"])) \(CasesTests.cell($0["accesses"]))" }
            #expect(counted.sorted() == touched.map { "\($0.key) \($0.value.count)" }.sorted(), place)
            for person in numbers.some((0..<ReachPropertyTests.worlds).map { "s\($0 % 3)-\($0)" }, atMost: 12) {
                let answer = try await ledger.asked.ask(
                    "g7",
                    ["subject": person],
                    validAt: then,
                    knownAtLine: UInt64(known)
                )
                let said = answer.answer.rows.flatMap { Answer.entries(of: $0) }.map {
                    Int($0) - Int(ledger.asked.first)
                }
                #expect(said.sorted() == (touched[person] ?? []).sorted(), "\(person), \(place)")
            }
        }
    }

    /// g2 says of each of a person's consents what the oracle says: its state, and what is agreed to and wasn't taken
    /// back.
    @Test(arguments: RandomLedger.seeds)
    func g2SaysWhatEachConsentWas(_ seed: UInt64) async throws {
        let ledger = try await RandomLedger(seed: seed, worlds: ReachPropertyTests.worlds)
        let size = ledger.random.lines.count
        var numbers = SeededNumbers(seed: seed)
        for (known, then) in [(size, "2027-01-01T00:00:00Z"), (size, RandomWorld.time(numbers.below(100)))] {
            let ledgers = ledger.ledgers(known: known, then: then)
            let time = try #require(OracleEvent.seconds(then))
            for world in numbers.some(Array(ledgers.indices), atMost: 12) {
                let person = "s\(numbers.below(3))-\(world)"
                let answer = try await ledger.asked.ask(
                    "g2",
                    ["subject": person, "purpose": "dpv:AcademicResearch"],
                    validAt: then,
                    knownAtLine: UInt64(known)
                )
                let said = answer.answer.rows.map { row in
                    let state = CasesTests.cell(row["state_then"])
                    let purposes = state == "given" ? CasesTests.cell(row["purposes"]) : ""
                    return "\(CasesTests.cell(row["consent"])) \(ReachPropertyTests.word(state)) \(purposes)"
                }
                var wanted = OracleConsent.all(ledgers[world], subject: person).compactMap { consent -> String? in
                    let now = consent.standing(at: time)
                    guard now.state != .none else { return nil }
                    let left = now.agreed.filter { !ledgers[world].terms.isUnder($0, anyOf: now.takenBack) }
                    let purposes = now.state != .given ? "" : left.isEmpty ? "-" : left.joined(separator: ", ")
                    return "\(consent.consent) \(ReachPropertyTests.word(now.state.rawValue)) \(purposes)"
                }
                if wanted.isEmpty { wanted = ["- none "] }
                #expect(said.sorted() == wanted.sorted(), "\(person), seed \(seed), valid-at \(then)")
            }
        }
    }

    /// A consent that ran out and was void besides may be called either.
    private static func word(_ state: String) -> String { ["expired", "invalid"].contains(state) ? "over" : state }
}
