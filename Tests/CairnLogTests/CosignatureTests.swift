import CairnCrypto
import CairnLog
import Testing

@Suite("Cosignature")
struct CosignatureTests {
    private func isRefused(_ note: SignedNote, _ key: VerifierKey) -> Bool {
        do throws(LogError) {
            _ = try Cosignature(on: note, by: key)
            return false
        } catch {
            return error.code == .signature
        }
    }

    @Test("a witness's cosignature verifies and tells when it saw the checkpoint")
    func verified() throws {
        let witnessed = try Witnessed()
        let note = try witnessed.note(cosignedBy: [1, 2])
        let cosignature = try Cosignature(on: SignedNote(parsing: note.bytes), by: witnessed.witnesses[0])
        #expect(cosignature.timestamp == 1_700_000_000)
        #expect(cosignature.key == witnessed.witnesses[0])
        #expect(try note.signers(among: witnessed.witnesses) == Array(witnessed.witnesses.prefix(2)))
    }

    @Test("with any bit of time or signature flipped, cut or lengthened it is refused")
    func flips() throws {
        let witnessed = try Witnessed()
        let line = try witnessed.cosignature(by: 1, over: witnessed.checkpoint.text)
        let bent = Mutations.flips(of: line.bytes) + [Array(line.bytes.dropLast()), line.bytes + [0], [], [1]]
        let survivors = try bent.filter { bytes in
            let bentLine = NoteSignature(name: line.name, keyHash: line.keyHash, bytes: bytes)
            return !isRefused(try witnessed.note().adding(bentLine), witnessed.witnesses[0])
        }
        #expect(survivors.isEmpty)
        #expect(!isRefused(try witnessed.note().adding(line), witnessed.witnesses[0]))
    }

    @Test("a cosignature of another text, by another witness, or twice, is refused")
    func others() throws {
        let witnessed = try Witnessed()
        let key = witnessed.witnesses[0]
        let other = Checkpoint(origin: witnessed.checkpoint.origin, size: 4, root: .zero)
        let elsewhere = try witnessed.cosignature(by: 1, over: other.text)
        #expect(isRefused(try witnessed.note().adding(elsewhere), key))
        #expect(isRefused(try witnessed.note(), key))
        #expect(isRefused(try witnessed.note(cosignedBy: [2]), key))
        #expect(isRefused(try witnessed.note(cosignedBy: [1, 1]), key))
        let second = try witnessed.cosignature(by: 2, over: witnessed.checkpoint.text)
        let borrowed = NoteSignature(name: key.name, keyHash: key.keyHash, bytes: second.bytes)
        #expect(isRefused(try witnessed.note().adding(borrowed), key))
    }

    @Test("a time beyond 2^63 is refused though it is signed")
    func time() throws {
        let witnessed = try Witnessed()
        let text = witnessed.checkpoint.text
        let late = try witnessed.note().adding(witnessed.cosignature(by: 1, over: text, at: 1 << 63))
        #expect(isRefused(late, witnessed.witnesses[0]))
        let last = try witnessed.note().adding(witnessed.cosignature(by: 1, over: text, at: (1 << 63) - 1))
        #expect(!isRefused(last, witnessed.witnesses[0]))
    }

    @Test("a plain signature is no cosignature, and a key for notes is no witness's key")
    func domains() throws {
        let witnessed = try Witnessed()
        let key = witnessed.witnesses[0]
        let plain = try SignedNote.sign(
            text: witnessed.checkpoint.text,
            name: key.name,
            key: Witnessed.privateKey(1)
        )
        #expect(isRefused(plain, key))
        let asNoteKey = VerifierKey(name: key.name, publicKey: key.publicKey)
        #expect(isRefused(plain, asNoteKey))
        #expect(asNoteKey.keyHash != key.keyHash)
        try plain.verify(asNoteKey)
    }
}
