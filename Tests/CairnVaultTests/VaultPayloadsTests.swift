import CairnCrypto
import CairnModel
import CairnPostgres
import Testing

@testable import CairnVault

@Suite("VaultPayloads")
struct VaultPayloadsTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test("payloads of two people in one event are stored together and opened")
    func roundTrip() async throws {
        try await withVault { vault, reopen in
            let one = try await vault.subject(localID: [1]).id
            let other = try await vault.subject(localID: [2]).id
            let event = try sample.newEventID()
            let payloads = [
                try await vault.seal(Array(#"{"n":1}"#.utf8), for: one, in: event),
                try await vault.seal(Array(#"{"n":2}"#.utf8), for: other, in: event),
            ]
            let body = try sample.enrolment(event, of: one, payloads: payloads)
            #expect(try await vault.store(body, payloads: payloads).bytes == body.bytes)
            let again = try await reopen(vault.institutionKey.text(passphrase: nil))
            #expect(
                try await again.opened(body) == [
                    payloads[0].keyID: Array(#"{"n":1}"#.utf8), payloads[1].keyID: Array(#"{"n":2}"#.utf8),
                ]
            )
            let states = try await vault.states(of: payloads.map { (event, $0.reference) })
            #expect(states == [.present, .present])
        }
    }

    @Test("an event that names other payloads than it comes with is not stored")
    func references() async throws {
        try await withVault { vault, _ in
            let subject = try await vault.subject(localID: [1]).id
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let again = try await vault.seal(sample.json, for: subject, in: event)
            for (named, stored) in [([payload], []), ([], [payload]), ([payload], [again])] {
                let body = try sample.enrolment(event, of: subject, payloads: named)
                let error = await #expect(throws: VaultError.self) {
                    _ = try await vault.store(body, payloads: stored)
                }
                #expect(error?.code == .references)
            }
            #expect(try await vault.opened(sample.enrolment(event, of: subject, payloads: [payload])).isEmpty)
        }
    }

    @Test("a payload whose key alone is gone is no erased payload")
    func withoutKey() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let subject = try await vault.subject(localID: [1]).id
        let event = try sample.newEventID()
        let payload = try await vault.seal(sample.json, for: subject, in: event)
        let body = try sample.enrolment(event, of: subject, payloads: [payload])
        _ = try await vault.store(body, payloads: [payload])
        try await login.run("DELETE FROM cairn_vault.subject")
        let error = await #expect(throws: VaultError.self) { _ = try await vault.opened(body) }
        #expect(error?.code == .keyModified)
        #expect(try await vault.states(of: [(event, payload.reference)]) == [.modified])
    }

    @Test("modified, swapped and lost payloads are told from those that are there")
    func states() async throws {
        try await withVault { vault, _ in
            let subject = try await vault.subject(localID: [1]).id
            var references: [(event: EventID, reference: SealedReference)] = []
            for _ in 0..<2 {
                let event = try sample.newEventID()
                let payload = try await vault.seal(sample.json, for: subject, in: event)
                let body = try sample.enrolment(event, of: subject, payloads: [payload])
                _ = try await vault.store(body, payloads: [payload])
                references.append((event, payload.reference))
            }
            let swapped = [(references[0].event, references[1].reference)]
            #expect(try await vault.states(of: swapped) == [.modified])
            let event = try sample.newEventID()
            let lost = [(event, try await vault.seal(sample.json, for: subject, in: event).reference)]
            #expect(try await vault.states(of: lost) == [.absent])
            #expect(try await vault.states(of: references) == [.present, .present])
            #expect(try await vault.states(of: []).isEmpty)
        }
    }
}
