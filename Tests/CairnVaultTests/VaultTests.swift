import CairnModel
import CairnTestSupport
import Testing

@testable import CairnVault

@Suite("Vault")
struct VaultTests {
    @Test("a vault opens under its institution key alone")
    func open() async throws {
        try await withVault { vault, reopen in
            let text = try vault.institutionKey.text(passphrase: nil)
            let again = try await reopen(text)
            #expect(again.institutionKeyID == vault.institutionKeyID)
            let other = try InstitutionKey().text(passphrase: nil)
            let error = await #expect(throws: VaultError.self) { _ = try await reopen(other) }
            #expect(error?.code == .institutionKey)
        }
    }

    @Test("of vaults that are opened for the first time at once, all have the same lookup keys")
    func first() async throws {
        let sample = try Sample()
        let login = try await VaultLogin()
        let text = try InstitutionKey().text(passphrase: nil)
        let subjects = try await withThrowingTaskGroup(of: SubjectID.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await login.open(1, sample.origin, sample.institutionKey(text)).subject(localID: [1]).id
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(subjects.count == 1)
    }

    @Test(
        "a vault whose lookup keys are gone is not opened with others",
        arguments: ["imported", "subject"]
    )
    func lost(table: String) async throws {
        let sample = try Sample()
        let login = try await VaultLogin()
        let text = try InstitutionKey().text(passphrase: nil)
        let vault = try await login.open(1, sample.origin, sample.institutionKey(text))
        let subject = try await vault.subject(localID: [1]).id
        let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
        _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [7]))
        for table in [table, "institution_key"] { try await login.database.run("DELETE FROM cairn_vault.\(table)") }
        let error = await #expect(throws: VaultError.self) {
            _ = try await login.open(1, sample.origin, sample.institutionKey(text))
        }
        #expect(error?.code == .institutionKey)
    }
}
