import CairnAudit
import CairnModel
import Testing

/// Dataset versions of random histories: what g24 and g4 count of those whom each holds is what the oracle counts.
@Suite("whom versions hold, and the oracle")
struct MemberPropertyTests {
    /// How many withdrew, ended, opted out and were erased.
    @Test(arguments: RandomLedger.seeds)
    func g24CountsWhatIsSoOfWhomAVersionHolds(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        var numbers = SeededNumbers(seed: seed)
        for probe in worlds.probes.prefix(AskedWorlds.probesForEach) {
            let ledgers = worlds.ledger.ledgers(known: probe.known, then: probe.then)
            for world in numbers.shuffle(Array(ledgers.indices)).prefix(8) {
                let version = "d-\(world)@\(1 + numbers.below(2))"
                let row = try await worlds.rows("g24", probe, ["kind": "dataset", "id": version, "depth": "1"])
                    .first { $0["direction"]?.string == "itself" }
                guard let row else { continue }
                let columns = [
                    "subjects", "subjects_withdrawn", "subjects_ended", "subjects_opted_out", "subjects_erased",
                ]
                let said = columns.map { CasesTests.cell(row[$0]) }.joined(separator: " ")
                let wanted = OracleHeld(ledgers[world]).since(version, at: probe.time)
                #expect(said == wanted, "\(version), \(probe.place)")
            }
        }
    }

    /// For how many consents, for how many other bases, for how many nothing covers what a version was released for,
    /// and what that comes to.
    @Test(arguments: RandomLedger.seeds)
    func g4CountsOnWhatAVersionStands(_ seed: UInt64) async throws {
        let worlds = try await AskedWorlds(seed: seed)
        for probe in worlds.probes {
            let said = try await worlds.rows("g4", probe).map { row in
                let columns = ["dataset", "by_consent", "by_other_basis", "without_basis", "reason"]
                return columns.map { CasesTests.cell(row[$0]) }.joined(separator: " ")
            }
            worlds.expect(said, probe) { ledger in
                ledger.events("dataset").filter { $0.verb == "version-released" }.flatMap { release in
                    (release.list("datasets") ?? []).map { version in
                        let purposes = release.list("purposes") ?? []
                        return "\(version) \(OracleHeld(ledger).grounds(version, purposes, at: probe.time))"
                    }
                }
            }
        }
    }
}
