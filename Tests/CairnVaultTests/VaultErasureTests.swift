import CairnModel
import Testing

@testable import CairnVault

@Suite("VaultErasure")
struct VaultErasureTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    private func enrol(_ localID: [UInt8], in vault: Vault) async throws -> (subject: SubjectID, stored: Body) {
        let subject = try await vault.subject(localID: localID).id
        let event = try sample.newEventID()
        let payload = try await vault.seal(sample.json, for: subject, in: event)
        let body = try sample.enrolment(event, of: subject, payloads: [payload])
        return (subject, try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: localID)))
    }

    @Test("nothing of an erased subject is left, and other subjects keep everything")
    func erase() async throws {
        try await withVault { vault, _ in
            let (subject, stored) = try await enrol([1], in: vault)
            let (other, kept) = try await enrol([2], in: vault)
            let keyID = try await vault.wrappedKey(of: subject).keyID
            let sample = sample
            let erasure = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            let event = try #require(try KnownEvents.decode(erasure.body) as? SubjectErased)
            #expect(event.keys == [keyID.description])

            #expect(try await vault.find(localID: [1]) == nil)
            #expect(try await vault.opened(stored).isEmpty)
            #expect(try await vault.imported(vault.fingerprint(of: [1]))?.bytes == nil)
            let references = try SealedReference.list(in: stored.data)
            #expect(try await vault.states(of: references.map { (stored.id, $0) }) == [.absent])
            let error = await #expect(throws: VaultError.self) {
                _ = try await vault.seal([], for: subject, in: stored.id)
            }
            #expect(error?.code == .subjectAbsent)

            #expect(try await vault.find(localID: [2]) == other)
            #expect(try await vault.opened(kept).count == 1)
            #expect(try await vault.imported(vault.fingerprint(of: [2]))?.bytes == kept.bytes)
        }
    }

    @Test("an event about two people keeps the payload of the one who is not erased")
    func shared() async throws {
        try await withVault { vault, _ in
            let one = try await vault.subject(localID: [1]).id
            let other = try await vault.subject(localID: [2]).id
            let event = try sample.newEventID()
            let payloads = [
                try await vault.seal([1], for: one, in: event), try await vault.seal([2], for: other, in: event),
            ]
            let body = try sample.enrolment(event, of: one, payloads: payloads)
            _ = try await vault.store(body, payloads: payloads)
            let sample = sample
            _ = try await vault.erase(one) { try sample.erasure(of: one, keys: $0) }
            #expect(try await vault.opened(body) == [payloads[1].keyID: [2]])
            let states = try await vault.states(of: payloads.map { (event, $0.reference) })
            #expect(states == [.absent, .present])
        }
    }

    @Test("erasing again gives the same event, and erasing whom nobody enrolled is refused")
    func again() async throws {
        try await withVault { vault, _ in
            let (subject, _) = try await enrol([1], in: vault)
            let sample = sample
            let first = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            let second = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            #expect(first.body.bytes == second.body.bytes)
            let stranger = try SubjectID.random()
            let error = await #expect(throws: VaultError.self) {
                _ = try await vault.erase(stranger) { try sample.erasure(of: stranger, keys: $0) }
            }
            #expect(error?.code == .subjectAbsent)
        }
    }

    @Test("an erasure whose event can't be made erases nothing")
    func failure() async throws {
        struct Refusal: Error {}
        try await withVault { vault, _ in
            let (subject, stored) = try await enrol([1], in: vault)
            await #expect(throws: Refusal.self) { _ = try await vault.erase(subject) { _ in throw Refusal() } }
            #expect(try await vault.find(localID: [1]) == subject)
            #expect(try await vault.opened(stored).count == 1)
        }
    }

    @Test("who is erased and comes again is another subject")
    func returning() async throws {
        try await withVault { vault, _ in
            let (subject, _) = try await enrol([1], in: vault)
            let sample = sample
            _ = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            let returned = try await vault.subject(localID: [1])
            #expect(returned.isNew)
            #expect(returned.id != subject)
        }
    }
}
