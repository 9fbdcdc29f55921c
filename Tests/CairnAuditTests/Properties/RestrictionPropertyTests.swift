import CairnAudit
import CairnModel
import Testing

/// Restrictions of random histories: g10 counts the acts while each held, thing by thing, as the oracle does.
@Suite("restrictions and the oracle")
struct RestrictionPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func g10CountsTheActsWhileARestrictionHeld(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        for probe in worlds.probes {
            let said = try await worlds.rows("g10", probe).map { row in
                let thing = ["subject", "dataset", "asset"].map { CasesTests.cell(row[$0]) }.first { $0 != "-" } ?? "-"
                let counts = ["violating_accesses", "unresolved_accesses"].map { CasesTests.cell(row[$0]) }
                let times = ["starts", "ends"].map { RestrictionPropertyTests.seconds(row[$0]) }
                return ([CasesTests.cell(row["restriction"]), thing] + times + counts).joined(separator: " ")
            }
            // A series of which nobody knows whose it is may be in any version of any world.
            var counts: [String: [Int]] = [:]
            for own in worlds.ledger.ledgers(known: probe.known, then: probe.then) {
                counts.merge(OracleRestricted(own).counts(by: probe.time)) { zip($0, $1).map { $0 + $1 } }
            }
            let wanted = counts.map { name, counts in "\(name) \(counts[0]) \(counts[1])" }
            #expect(Set(wanted).subtracting(said).sorted().prefix(8) == [], "the oracle alone: \(probe.place)")
            #expect(Set(said).subtracting(wanted).sorted().prefix(8) == [], "the question alone: \(probe.place)")
        }
    }

    private static func seconds(_ value: JSONValue?) -> String {
        value?.string.flatMap { OracleEvent.seconds($0) }.map { "\($0)" } ?? "-"
    }
}
