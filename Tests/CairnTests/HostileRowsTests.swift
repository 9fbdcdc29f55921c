import Cairn
import CairnModel
import CairnTestSupport
import CairnVerification
import Testing

@Suite("rows that hold no entry")
struct HostileRowsTests {
    /// Who owns the database takes away what keeps columns in form.
    @Test(arguments: [
        "leaf_hash = NULL", "leaf_hash = 'short'", "recorded_at = NULL", "recorded_at = -1", "first_index = NULL",
        "position = NULL", "position = -1", "event_id = NULL", "body = NULL",
        "body = NULL, body_hash = 'short'",
    ])
    func aColumnThatIsNullOrOfAnotherLengthIsAFindingAtItsEntry(change: String) async throws {
        let ledger = try await TestLedger()
        let author = try await ledger.register(["gateway-a.example"], roles: [.init("image")])[0]
        _ = try await author.append(bodies: (0..<5).map { try TestLedger.body($0) })
        _ = try await ledger.seal()
        #expect(try await ledger.verify().exitCode == 0)
        for column in ["leaf_hash", "recorded_at", "first_index", "position", "event_id"] {
            try await ledger.database.run("ALTER TABLE cairn.entry ALTER \(column) DROP NOT NULL")
        }
        try await ledger.tamper("UPDATE cairn.entry SET \(change) WHERE idx = 6")
        let verdict = try await ledger.verify()
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.map(\.code) == [.entryMalformed])
        #expect(verdict.findings.map(\.index) == [6])
        try ledger.forgetSnapshot()
        await #expect { try await ledger.seal() } throws: { ($0 as? CairnError)?.code == .inconsistent }
    }
}
