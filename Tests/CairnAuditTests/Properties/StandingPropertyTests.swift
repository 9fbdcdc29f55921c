import Testing

/// Each fact, on thousands of random histories, recorded in any order: what the function says at a moment is what the
/// oracle says.
@Suite("facts and the oracle")
struct StandingPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func eachFunctionSaysWhatTheOracleSays(_ seed: UInt64) async throws {
        let ledger = try await RandomLedger(seed: seed)
        var numbers = SeededNumbers(seed: seed)
        for probe in 0..<10 {
            let size = ledger.random.lines.count
            let known = probe < 3 ? size : 1 + numbers.below(size)
            let then = RandomWorld.time(numbers.below(116))
            var expected: [String: Set<String>] = [:]
            for world in ledger.ledgers(known: known, then: then) {
                for (name, rows) in OracleFacts(world).all(at: OracleEvent.seconds(then) ?? 0) {
                    expected[name, default: []].formUnion(rows)
                }
            }
            for statement in StandingStatements.all {
                let said = Set(try await ledger.texts(statement.sql, known: known, then: then))
                let wanted = expected[statement.name] ?? []
                let place = "\(statement.name), seed \(seed), known \(known), valid-at \(then)"
                #expect(wanted.subtracting(said).sorted().prefix(5) == [], "the oracle alone: \(place)")
                #expect(said.subtracting(wanted).sorted().prefix(5) == [], "the function alone: \(place)")
            }
        }
    }
}
