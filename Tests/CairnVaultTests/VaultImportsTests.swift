import CairnModel
import Testing

@testable import CairnVault

@Suite("VaultImports")
struct VaultImportsTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test("importing again gives the first event's exact body and stores nothing")
    func again() async throws {
        try await withVault { vault, _ in
            let subject = try await vault.subject(localID: [1]).id
            let fingerprint = vault.fingerprint(of: [7])
            #expect(try await vault.imported(fingerprint)?.bytes == nil)
            var bodies: [Body] = []
            for _ in 0..<2 {
                let event = try sample.newEventID()
                let payload = try await vault.seal(sample.json, for: subject, in: event)
                let body = try sample.enrolment(event, of: subject, payloads: [payload])
                bodies.append(body)
                let stored = try await vault.store(body, payloads: [payload], fingerprint: fingerprint)
                #expect(stored.bytes == bodies[0].bytes)
            }
            #expect(try await vault.imported(fingerprint)?.bytes == bodies[0].bytes)
            #expect(try await vault.opened(bodies[0]).count == 1)
            #expect(try await vault.opened(bodies[1]).isEmpty)
            #expect(try await vault.imported(vault.fingerprint(of: [8]))?.bytes == nil)
        }
    }

    @Test("an import whose subject is erased meanwhile leaves nothing behind")
    func erasedMeanwhile() async throws {
        try await withVault { vault, _ in
            let subject = try await vault.subject(localID: [1]).id
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let body = try sample.enrolment(event, of: subject, payloads: [payload])
            let sample = sample
            _ = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            let error = await #expect(throws: VaultError.self) {
                _ = try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: [7]))
            }
            #expect(error?.code == .subjectAbsent)
            #expect(try await vault.imported(vault.fingerprint(of: [7]))?.bytes == nil)
            #expect(try await vault.states(of: [(event, payload.reference)]) == [.absent])
        }
    }
}
