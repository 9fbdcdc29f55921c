import CairnAudit
import CairnPostgres
import CairnTestSupport
import Foundation
import Testing

/// A projector and auditors that are no superusers: each sees the ledgers that its login is bound to.
@Suite("roles of projections")
struct AuditRolesTests {
    @Test func aBoundAuditorMayAskWhatABoundProjectorProjectedAndAnotherMayNot() async throws {
        let ledger = try await AskedLedger(G7Tests.lines, project: false)
        let database = ledger.database
        let names = ["projector", "auditor", "auditor"].map {
            "cairn_test_\($0)_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        }
        for (name, role) in zip(names, ["cairn_projector", "cairn_auditor", "cairn_auditor"]) {
            try await database.run("CREATE ROLE \(name) LOGIN NOSUPERUSER IN ROLE \(role)")
        }
        for name in names.prefix(2) { try await database.run("SELECT cairn.bind_login(1, $1)", [.text(name)]) }
        func address(_ name: String) -> DatabaseAddress { DatabaseAddress("\(database.conninfo) user=\(name)") }

        let projector = try await Projector(database: address(names[0]), origin: ledger.origin)
        #expect(try await projector.project().wasRebuilt)
        #expect(try await projector.project(rebuild: true).wasRebuilt)
        #expect(try await projector.verify() == [])
        await projector.close()

        let auditor = try await Auditor(database: address(names[1]), origin: ledger.origin)
        let now = try Auditor.time("2027-01-01", "now")
        let answer = try await auditor.answer(Question.named("g7"), ["subject": "s1"], asker: "auditor", now: now)
        #expect(answer.rows.count == 2)
        await auditor.close()

        let error = await #expect(throws: AuditError.self) {
            try await Auditor(database: address(names[2]), origin: ledger.origin)
        }
        #expect(error?.code.rawValue == "projection.not-bound")
        try await database.run("SELECT cairn.bind_login(1, $1)", [.text(names[2])])
        let again = try await Projector(database: address(names[0]), origin: ledger.origin)
        _ = try await again.project()
        await again.close()
        await (try Auditor(database: address(names[2]), origin: ledger.origin)).close()
        for name in names {
            try await database.run("DROP OWNED BY \(name)")
            try await database.run("DROP ROLE \(name)")
        }
    }
}
