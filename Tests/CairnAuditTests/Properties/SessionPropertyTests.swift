import CairnAudit
import CairnModel
import Testing

/// Sessions of random histories: e13 finds what is missing or wrong in each, and e12 who worked under a permit, as the
/// oracle does.
@Suite("sessions and the oracle")
struct SessionPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func e13FindsWhatIsMissingOrWrong(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        let first = worlds.ledger.asked.first
        for probe in worlds.probes {
            let said = try await worlds.rows("e13", probe).map { row in
                let entry = CasesTests.cell(row["entries"])
                let index = UInt64(entry).map { "\($0 - first)" } ?? entry
                let open = row["activity"]?.string == "not closed" ? "open " : ""
                return "\(index) \(open)\(CasesTests.cell(row["reason"]))"
            }
            worlds.expect(said, probe) { OracleSessions($0).happened(by: probe.time) }
        }
    }

    @Test(arguments: RandomLedger.seeds)
    func e12FindsWhoWorkedUnderAPermit(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        var numbers = SeededNumbers(seed: seed)
        let columns = [
            "person", "sessions", "while_not_listed", "open_after_removal", "outside_permit", "while_disabled",
            "not_closed", "in_parallel", "used_by_others", "reason",
        ]
        var compared = 0
        for probe in worlds.probes.prefix(AskedWorlds.probesForEach) {
            let ledgers = worlds.ledger.ledgers(known: probe.known, then: probe.then)
            let permits = ledgers.indices.flatMap { world -> [(permit: String, wanted: [String])] in
                let sessions = OracleSessions(ledgers[world])
                return ["p0-\(world)", "p1-\(world)"].map { (permit: $0, wanted: sessions.worked(under: $0)) }
            }
            for (permit, wanted) in numbers.shuffle(permits.filter { !$0.wanted.isEmpty }).prefix(25) {
                let said = try await worlds.rows("e12", probe, ["permit": permit]).map { row in
                    columns.map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                }
                compared += wanted.count
                #expect(said.sorted() == wanted.sorted(), "\(permit), \(probe.place)")
            }
        }
        #expect(compared > 4)
    }
}
