import CairnCrypto
import CairnModel
import Testing

@testable import CairnVault

@Suite("SealedPayload")
struct SealedPayloadTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    private func sealed() throws -> SealedPayload {
        try SealedPayload(
            sealing: sample.json,
            with: sample.key(),
            origin: sample.origin,
            event: sample.event,
            salt: (0..<32).map { 0xa0 + $0 },
            nonce: (0..<12).map { 0x10 + $0 }
        )
    }

    @Test("key id, commitment and ciphertext are those that another program computed")
    func known() throws {
        let payload = try sealed()
        #expect(payload.keyID.description == "e7ce165e7a7afc96021fdfe141db5ef6")
        #expect(payload.commitment.description == "rVOhIa2bbQQGWYNuOx18OLAfGKlqn2Y1B/sGu4Dw1ak=")
        #expect(
            Hexadecimal.encode(payload.sealed)
                == "101112131415161718191a1bdd5f3ab5ed6c9c1462dca2b6a3d4c7fc67e1fcbdaf77e1065f4058dce2e9ea642bcb3b6c"
                + "96c702a61a14a873f9f97e6b7fd9650e9596043562f66dbf1753cc3101f52c04"
        )
        #expect(
            payload.reference == SealedReference(key: payload.keyID.description, commitment: payload.commitment.hash)
        )
    }

    @Test("what is sealed opens to the same bytes, and sealing it again gives others")
    func roundTrip() throws {
        for json in [[], sample.json, [UInt8](repeating: 0x20, count: SealedPayload.limit)] {
            let one = try SealedPayload(sealing: json, with: sample.key(), origin: sample.origin, event: sample.event)
            let other = try SealedPayload(sealing: json, with: sample.key(), origin: sample.origin, event: sample.event)
            #expect(try one.opened(with: sample.key(), origin: sample.origin, event: sample.event) == json)
            #expect(one.commitment != other.commitment)
            #expect(one.sealed != other.sealed)
        }
    }

    @Test("each flipped bit of ciphertext, commitment, key id or key is found")
    func flips() throws {
        let payload = try sealed()
        for changed in flippedBits(of: payload.sealed) + [[], Array(payload.sealed.prefix(27)), payload.sealed + [0]] {
            expectModified(.init(keyID: payload.keyID, commitment: payload.commitment, sealed: changed))
        }
        for changed in flippedBits(of: payload.commitment.hash.bytes) {
            let commitment = Commitment(hash: try #require(Hash(changed)))
            expectModified(.init(keyID: payload.keyID, commitment: commitment, sealed: payload.sealed))
        }
        for changed in flippedBits(of: payload.keyID.bytes) {
            let keyID = try #require(KeyID(bytes: changed))
            expectModified(.init(keyID: keyID, commitment: payload.commitment, sealed: payload.sealed))
        }
        for changed in flippedBits(of: sample.keyBytes) {
            #expect(throws: VaultError.self) {
                try payload.opened(with: SymmetricKey(changed), origin: sample.origin, event: sample.event)
            }
        }
    }

    @Test("a payload of another event or another ledger is found")
    func elsewhere() throws {
        let payload = try sealed()
        let event = try EventID(parsing: Array("01890a5d-ac96-774b-bcce-b302099a8058".utf8))
        #expect(throws: VaultError.self) { try payload.opened(with: sample.key(), origin: sample.origin, event: event) }
        let origin = try Origin("ledger.hospital-b.example/imaging")
        #expect(throws: VaultError.self) { try payload.opened(with: sample.key(), origin: origin, event: sample.event) }
    }

    @Test("an authentic ciphertext of another plaintext than the committed one is found")
    func otherPlaintext() throws {
        let payload = try sealed()
        let nonce = [UInt8](repeating: 1, count: 12)
        for plaintext in [[], [UInt8](repeating: 0, count: 31), [UInt8](repeating: 0, count: 60)] {
            let ciphertext = try AES256GCM.seal(
                plaintext,
                key: sample.key(),
                nonce: nonce,
                associatedData: payload.commitment.hash.bytes
            )
            expectModified(.init(keyID: payload.keyID, commitment: payload.commitment, sealed: nonce + ciphertext))
        }
    }

    @Test("a payload beyond the limit is refused")
    func limit() throws {
        let json = [UInt8](repeating: 0x20, count: SealedPayload.limit + 1)
        let error = #expect(throws: VaultError.self) {
            try SealedPayload(sealing: json, with: sample.key(), origin: sample.origin, event: sample.event)
        }
        #expect(error?.code == .payloadTooLarge)
    }

    private func expectModified(_ payload: SealedPayload, at location: SourceLocation = #_sourceLocation) {
        let error = #expect(throws: VaultError.self, sourceLocation: location) {
            try payload.opened(with: sample.key(), origin: sample.origin, event: sample.event)
        }
        #expect(error?.code == .payloadModified, sourceLocation: location)
    }
}
