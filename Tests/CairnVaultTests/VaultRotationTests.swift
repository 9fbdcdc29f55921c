import CairnModel
import Testing

@testable import CairnVault

@Suite("VaultRotation")
struct VaultRotationTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test("after a rotation everything opens under the new institution key, and nothing under the old")
    func rotate() async throws {
        try await withVault { vault, reopen in
            let subject = try await vault.subject(localID: [1]).id
            _ = try await vault.subject(localID: [2])
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let body = try sample.enrolment(event, of: subject, payloads: [payload])
            _ = try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: [7]))
            let before = try await vault.wrappedKey(of: subject)

            let newKey = try InstitutionKey()
            let text = try newKey.text(passphrase: nil)
            let rotated = try await vault.rotated(to: newKey)

            let after = try await vault.wrappedKey(of: subject)
            #expect(after.keyID == before.keyID)
            #expect(after.bytes != before.bytes)
            for current in [rotated, try await reopen(text)] {
                #expect(try await current.opened(body) == [payload.keyID: sample.json])
                #expect(try await current.find(localID: [1]) == subject)
                #expect(try await current.imported(current.fingerprint(of: [7]))?.id == event)
            }

            let old = try vault.institutionKey.text(passphrase: nil)
            let error = await #expect(throws: VaultError.self) { _ = try await reopen(old) }
            #expect(error?.code == .institutionKey)
            await #expect(throws: VaultError.self) { _ = try await vault.opened(body) }
        }
    }

    @Test("a vault that is still open under the old key adds no subject and rotates nothing")
    func stale() async throws {
        try await withVault { vault, _ in
            _ = try await vault.rotated(to: InstitutionKey())
            let creation = await #expect(throws: VaultError.self) { _ = try await vault.subject(localID: [1]) }
            #expect(creation?.code == .institutionKey)
            let rotation = await #expect(throws: VaultError.self) { _ = try await vault.rotated(to: InstitutionKey()) }
            #expect(rotation?.code == .institutionKey)
        }
    }

    @Test("more keys than are read at once are all wrapped anew")
    func pages() async throws {
        try await withVault { vault, _ in
            for number in UInt8(0)..<7 {
                let subject = try await vault.subject(localID: [number]).id
                let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
                _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [number]))
            }
            let rotated = try await vault.rotated(to: InstitutionKey(), page: 3)
            for number in UInt8(0)..<7 {
                let subject = try #require(try await rotated.find(localID: [number]))
                #expect(try await rotated.imported(rotated.fingerprint(of: [number]))?.bytes != nil)
                #expect(try await vault.imported(vault.fingerprint(of: [number]))?.bytes == nil)
                let wrapped = try await rotated.wrappedKey(of: subject)
                #expect(try KeyID(of: wrapped.key(under: rotated.institutionKey)) == wrapped.keyID)
            }
        }
    }
}
