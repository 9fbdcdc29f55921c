import CairnModel
import CairnPostgres
import CairnTestSupport
import CairnVault

/// Runs a test with a vault in a database of its own; `reopen` opens the same vault under the institution key of that file's text.
func withVault(
    _ body: (_ vault: Vault, _ reopen: ([UInt8]) async throws -> Vault) async throws -> Void
) async throws {
    let sample = try Sample()
    let database = try await TestDatabase.migrated()
    // A login of the role vault and no more, so that a privilege that is missing shows.
    let login = try "cairn_vault_test_" + SubjectID.random().description.filter { $0 != "-" }
    try await database.run("CREATE ROLE \(login) LOGIN IN ROLE cairn_vault")
    let address = DatabaseAddress("\(database.conninfo) user=\(login)")
    let vault = try await Vault.open(
        address: address,
        ledger: 1,
        origin: sample.origin,
        institutionKey: InstitutionKey()
    )
    defer { vault.close() }
    try await body(vault) { text in
        try await Vault.open(
            address: address,
            ledger: 1,
            origin: sample.origin,
            institutionKey: InstitutionKey(parsing: text, passphrase: nil)
        )
    }
}
