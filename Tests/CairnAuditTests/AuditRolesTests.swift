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
            "\(TestDatabase.prefix)\($0)_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        }
        for (name, role) in zip(names, ["cairn_projector", "cairn_auditor", "cairn_auditor"]) {
            try await database.run("CREATE ROLE \(name) LOGIN NOSUPERUSER IN ROLE \(role)")
        }
        for name in names.prefix(2) { try await database.run("SELECT cairn.bind_login(1, $1)", [.text(name)]) }
        func address(_ name: String) -> DatabaseAddress { DatabaseAddress("\(database.conninfo) user=\(name)") }

        try await Projector.register(database.address)
        try await Projector.with(address(names[0]), ledger.origin) { projector in
            let first = try await projector.project()
            #expect(first.wasRebuilt)
            let again = try await projector.project(rebuild: true)
            #expect(again.wasRebuilt)
            let faults = try await projector.verify()
            #expect(faults == [])
        }
        let now = try Auditor.time("2027-01-01", "now")
        let answer = try await Auditor.with(address(names[1]), ledger.origin) { auditor in
            try await auditor.answer(Question.named("g7"), ["subject": "s1"], asker: "auditor", now: now)
        }
        #expect(answer.rows.count == 2)

        let error = await #expect(throws: AuditError.self) {
            try await Auditor.with(address(names[2]), ledger.origin) { _ in }
        }
        #expect(error?.code.rawValue == "projection.not-bound")
        try await database.run("SELECT cairn.bind_login(1, $1)", [.text(names[2])])
        _ = try await Projector.with(address(names[0]), ledger.origin) { try await $0.project() }
        try await Auditor.with(address(names[2]), ledger.origin) { _ in }
        for name in names {
            try await database.run("DROP OWNED BY \(name)")
            try await database.run("DROP ROLE \(name)")
        }
    }
}
