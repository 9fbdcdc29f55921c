import CairnModel
import CairnPostgres
import CairnVault

/// Runs a test with a vault of its own; `reopen` opens the same vault under the institution key of that file's text.
func withVault(
    _ body: (_ vault: Vault, _ reopen: ([UInt8]) async throws -> Vault) async throws -> Void
) async throws {
    let sample = try Sample()
    let pool = ConnectionPool()
    let ledger = Int32.random(in: 1...Int32.max)
    let vault = try await Vault.open(
        pool: pool,
        ledger: ledger,
        origin: sample.origin,
        institutionKey: InstitutionKey()
    )
    try await body(vault) { text in
        try await Vault.open(
            pool: pool,
            ledger: ledger,
            origin: sample.origin,
            institutionKey: InstitutionKey(parsing: text, passphrase: nil)
        )
    }
}
