import CairnModel
import CairnVault

/// Runs a test with a vault in a database of its own.
///
/// `reopen` opens the same vault under the institution key of that file's text.
func withVault(
    _ body: (_ vault: Vault, _ reopen: ([UInt8]) async throws -> Vault) async throws -> Void
) async throws {
    let sample = try Sample()
    let login = try await VaultLogin()
    let vault = try await login.open(1, sample.origin, InstitutionKey())
    defer { vault.close() }
    try await body(vault) { text in
        try await login.open(1, sample.origin, InstitutionKey(parsing: text, passphrase: nil))
    }
}
