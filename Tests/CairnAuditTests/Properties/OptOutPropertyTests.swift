import CairnAudit
import CairnModel
import Testing

/// Opt-outs of random histories: e1 judges each approval that came after one, and e2 whether each took effect, as the
/// oracle does.
@Suite("opt-outs and the oracle")
struct OptOutPropertyTests {
    @Test(arguments: RandomLedger.seeds)
    func e1JudgesWhatWasMadeAvailable(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        for probe in worlds.probes {
            // A row without a person is a version of which not everybody is known.
            let said = try await worlds.rows("e1", probe).filter { $0["subject"]?.string != nil }.map { row in
                let approved = row["approved_at"]?.string.flatMap { OracleEvent.seconds($0) } ?? 0
                let names = ["subject", "permit", "dataset"].map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                return "\(names) \(approved) \(CasesTests.cell(row["reason"]))"
            }
            worlds.expect(said, probe) { OracleMadeAvailable($0).rows(by: probe.time) }
        }
    }

    @Test(arguments: RandomLedger.seeds)
    func e2SaysWhetherAnOptOutTookEffect(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        for probe in worlds.probes {
            let said = try await worlds.rows("e2", probe).map { row in
                let part = ["subject", "scope", "category"].map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                let began = row["opted_out_at"]?.string.flatMap { OracleEvent.seconds($0) } ?? 0
                let rest = ["versions", "excluded", "reason"].map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                return "\(part) \(began) \(rest)"
            }
            worlds.expect(said, probe) { OracleTakenEffect($0).rows(by: probe.time) }
        }
    }
}
