import CairnAudit
import CairnModel
import Testing

/// Objections of random histories: g12 counts the acts after each, and finds those against it, as the oracle does.
@Suite("objections and the oracle")
struct ObjectionPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func g12FindsWhatWasDoneAgainstAnObjection(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        for probe in worlds.probes {
            let said = try await worlds.rows("g12", probe).map { row in
                let reason = CasesTests.cell(row["reason"])
                let wrong = reason.hasPrefix("objection-") ? reason : "-"
                let names = "\(CasesTests.cell(row["objection"])) \(CasesTests.cell(row["subject"]))"
                return "\(names) \(CasesTests.cell(row["accesses_after"])) \(wrong)"
            }
            worlds.expect(said, probe) { OracleObjected($0).rows() }
        }
    }
}
