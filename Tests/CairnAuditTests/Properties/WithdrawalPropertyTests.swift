import CairnAudit
import CairnModel
import Testing

/// Withdrawals of random histories: g3 says of each thing that held or reached the data what became of it, and counts
/// what was done without a ground since, as the oracle does.
@Suite("withdrawals and the oracle")
struct WithdrawalPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func g3SaysWhatBecameOfTheData(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        var numbers = SeededNumbers(seed: seed)
        var (compared, faults): (Int, [String]) = (0, [])
        let columns = ["consent", "item_kind", "item", "reason", "accesses_after"]
        for probe in worlds.probes.prefix(AskedWorlds.probesForEach) {
            let ledgers = worlds.ledger.ledgers(known: probe.known, then: probe.then)
            let persons = ledgers.indices.flatMap { world in (0..<3).map { (world, "s\($0)-\(world)") } }
            for (world, person) in numbers.shuffle(persons).prefix(25) {
                let wanted = OracleAfterWithdrawal(ledgers[world], person: person, by: probe.time).rows()
                if wanted.isEmpty { continue }
                let said = try await worlds.rows("g3", probe, ["subject": person]).map { row in
                    columns.map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                }
                compared += wanted.count
                if said.sorted() == wanted.sorted() { continue }
                let alone = [Set(said).subtracting(wanted).sorted(), Set(wanted).subtracting(said).sorted()]
                faults.append("\(person), \(probe.place): the question alone \(alone[0]), the oracle alone \(alone[1])")
                if faults.count > 1 { continue }
                for event in worlds.ledger.random.events[world] {
                    faults[0] += "\n\(event.index) \(worlds.ledger.random.lines[event.index])"
                }
            }
        }
        #expect(faults.count == 0, Comment(rawValue: faults.prefix(6).joined(separator: "\n")))
        #expect(compared > 20)
    }
}
