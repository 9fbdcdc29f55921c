import CairnAudit
import CairnModel
import Testing

/// Permits of random histories: e7 counts what each person did outside of one as the oracle does.
@Suite("what was done under permits, and the oracle")
struct PermitPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func e7CountsWhatWasDoneOutsideAPermit(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        var numbers = SeededNumbers(seed: seed)
        var compared = 0
        let columns = [
            "accesses", "while_not_listed", "outside_time", "outside_datasets", "outside_purposes",
            "by_other_organisation",
        ]
        for probe in worlds.probes.prefix(AskedWorlds.probesForEach) {
            let ledgers = worlds.ledger.ledgers(known: probe.known, then: probe.then)
            for world in numbers.shuffle(Array(ledgers.indices)).prefix(25) {
                let permit = "p\(numbers.below(2))-\(world)"
                var said: [String: String] = [:]
                for row in try await worlds.rows("e7", probe, ["permit": permit]) {
                    let who = row["person"]?.string ?? "by \(CasesTests.cell(row["organisation"]))"
                    said[who] = columns.map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                }
                for (who, counts) in OracleWithinPermit(ledgers[world]).rows(permit) {
                    compared += 1
                    #expect(said[who] == counts, "\(who) under \(permit), \(probe.place)")
                }
            }
        }
        #expect(compared > 4)
    }
}
