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
}
