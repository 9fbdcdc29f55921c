import CairnCrypto
import CairnLog
import CairnTestSupport
import Testing

@Suite("note.malformed, note.too-large, note.signature")
struct SignedNoteTests {
    private let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private let note =
        "This is an example message.\n\n— example.com/foo "
        + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

    private func fault(_ bytes: [UInt8], _ keys: [VerifierKey]) -> LogError.Code? {
        do throws(LogError) {
            _ = try SignedNote(parsing: bytes).signers(among: keys)
            return nil
        } catch {
            return error.code
        }
    }

    private func fault(_ text: String) -> String? {
        do throws(LogError) {
            _ = try SignedNote(parsing: Array(text.utf8))
            return nil
        } catch {
            return error.code.rawValue
        }
    }

    @Test("the specification's example verifies, and is written as it was read")
    func example() throws {
        let parsed = try SignedNote(parsing: Array(note.utf8))
        try parsed.verify(VerifierKey(parsing: key))
        #expect(parsed.bytes == Array(note.utf8))
        #expect(parsed.text == Array("This is an example message.\n".utf8))
        #expect(parsed.signatures.count == 1)
        #expect(parsed.signatures.first?.keyHash == 0x530D_903A)
    }

    @Test("with any bit flipped it doesn't verify")
    func flips() throws {
        let key = try VerifierKey(parsing: key)
        let survivors = Mutations.flips(of: Array(note.utf8)).filter { bytes in
            do throws(LogError) {
                try SignedNote(parsing: bytes).verify(key)
                return true
            } catch {
                return false
            }
        }
        #expect(survivors.isEmpty)
    }

    @Test("cut short anywhere, or with a byte added anywhere at its end, it is refused")
    func cuts() throws {
        let key = try VerifierKey(parsing: key)
        let bytes = Array(note.utf8)
        for count in 0..<bytes.count where fault(Array(bytes.prefix(count)), [key]) == nil {
            Issue.record("the first \(count) bytes were taken")
        }
        for byte in UInt8.min...UInt8.max where fault(bytes + [byte], [key]) == nil {
            Issue.record("a byte \(byte) at the end was taken")
        }
        #expect(fault(bytes, [key]) == nil)
    }

    @Test(
        "what is not a note is refused as note.malformed",
        arguments: [
            "", "\n", "\n\n", "text\n", "text\n\n", "text\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=",
            "text\r\n\r\n— a AAAAAAA=\r\n",
            "text\n\n- a AAAAAAA=\n", "text\n\n—a AAAAAAA=\n", "text\n\n— AAAAAAA=\n", "text\n\n—  AAAAAAA=\n",
            "text\n\n— a  AAAAAAA=\n",
            "text\n\n— a AAAAAA==\n", "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAAAAA\n", "text\n\n— a AAAAAAA= \n",
            "text\n\n— a+b AAAAAAA=\n",
            "text\n\n— a\u{A0}b AAAAAAA=\n", "te\u{1}xt\n\n— a AAAAAAA=\n", "te\txt\n\n— a AAAAAAA=\n",
            "text\n\n— a AAAAAAA=\njunk\n",
            "text\n\n— a AAAAAAA=\n— \n", "text\n\njunk\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=\n\n",
        ]
    )
    func malformed(text: String) {
        #expect(fault(text) == "note.malformed")
    }

    @Test("the last empty line divides the note, so a text may hold empty lines")
    func emptyLines() throws {
        let parsed = try SignedNote(parsing: Array("a\n\nb\n\n\n— k AAAAAAA=\n".utf8))
        #expect(parsed.text == Array("a\n\nb\n\n".utf8))
        #expect(parsed.signatures.first?.bytes == [0])
        #expect(fault("\n\n— k AAAAAAA=\n") == nil)
    }

    @Test("a checkpoint may have 128 signature lines and 262,144 bytes; more are refused as note.too-large")
    func limits() {
        let line = "— k AAAAAAA=\n"
        #expect(fault("text\n\n" + String(repeating: line, count: 128)) == nil)
        #expect(fault("text\n\n" + String(repeating: line, count: 129)) == "note.too-large")
        let rest = "\n\n" + line
        #expect(fault(String(repeating: "a", count: 262_144 - rest.utf8.count) + rest) == nil)
        #expect(fault(String(repeating: "a", count: 262_145 - rest.utf8.count) + rest) == "note.too-large")
    }

    @Test("a key that has signed twice is refused, though both signatures are right")
    func twice() throws {
        let parsed = try SignedNote(parsing: Array(note.utf8))
        let twice = parsed.adding(parsed.signatures[0])
        let key = try VerifierKey(parsing: key)
        try parsed.verify(key)
        #expect(throws: LogError.self) { try twice.verify(key) }
    }

    @Test("signatures by unknown keys and of unknown algorithms, ML-DSA-44 among them, are kept and ignored")
    func unknown() throws {
        let name = try KeyName("witness.example")
        let long = NoteSignature(name: name, keyHash: 6, bytes: Array(repeating: 7, count: 8 + 2_420))
        let sameName = NoteSignature(name: try KeyName("example.com/foo"), keyHash: 0, bytes: [1])
        let sameHash = NoteSignature(name: name, keyHash: 0x530D_903A, bytes: [1])
        let original = try SignedNote(parsing: Array(note.utf8))
        let extended = original.adding(long).adding(sameName).adding(sameHash)
        let parsed = try SignedNote(parsing: extended.bytes)
        #expect(parsed == extended)
        try parsed.verify(VerifierKey(parsing: key))
        let alone = SignedNote(text: original.text, signatures: [long, sameName, sameHash])
        #expect(throws: LogError.self) { try alone.verify(VerifierKey(parsing: key)) }
    }

    @Test("a wrong signature by a known key refuses the note, before or after a right one")
    func wrongByKnown() throws {
        let key = try VerifierKey(parsing: key)
        let original = try SignedNote(parsing: Array(note.utf8))
        let right = try #require(original.signatures.first)
        var bytes = right.bytes
        bytes[0] ^= 1
        let wrong = NoteSignature(name: right.name, keyHash: right.keyHash, bytes: bytes)
        for signatures in [[wrong], [right, wrong], [wrong, right]] {
            let bent = SignedNote(text: original.text, signatures: signatures)
            #expect(fault(bent.bytes, [key]) == .signature)
            #expect(throws: LogError.self) { try bent.verify(key) }
        }
        #expect(fault(SignedNote(text: original.text, signatures: [right, right]).bytes, [key]) == nil)
        #expect(LogError.Code.signature.rawValue == "note.signature")
    }

    @Test("of two keys with one name and key hash, only the one that signed is told")
    func collision() throws {
        let name = try KeyName(CollidingKeys.name)
        let text = Array("text\n".utf8)
        let first = try VerifierKey(name: name, publicKey: CollidingKeys.first().publicKey)
        let second = try VerifierKey(name: name, publicKey: CollidingKeys.second().publicKey)
        let byFirst = try SignedNote.sign(text: text, name: name, key: CollidingKeys.first())
        let bySecond = try SignedNote.sign(text: text, name: name, key: CollidingKeys.second())
        #expect(byFirst.signatures.first?.keyHash == bySecond.signatures.first?.keyHash)
        try byFirst.verify(first)
        #expect(throws: LogError.self) { try byFirst.verify(second) }
        #expect(try byFirst.signers(among: [second, first]) == [first])
        #expect(throws: LogError.self) { try byFirst.signers(among: [second]) }
        let both = SignedNote(text: text, signatures: byFirst.signatures + bySecond.signatures)
        #expect(try both.signers(among: [second, first]) == [first, second])
    }

    @Test("a key for cosignatures doesn't verify a note's plain signature")
    func algorithms() throws {
        let parsed = try SignedNote(parsing: Array(note.utf8))
        let plain = try VerifierKey(parsing: key)
        let witness = VerifierKey(name: plain.name, publicKey: plain.publicKey, algorithm: .cosignature)
        #expect(throws: LogError.self) { try parsed.verify(witness) }
        #expect(throws: LogError.self) { try parsed.signers(among: [witness]) }
        #expect(throws: LogError.self) { try parsed.signers(among: []) }
    }

    @Test("only what parses again is signed", arguments: ["", "text", "te\u{1}xt\n", "text\r\n"])
    func unsignable(text: String) throws {
        let name = try KeyName("a")
        let key = try Ed25519PrivateKey()
        do {
            _ = try SignedNote.sign(text: Array(text.utf8), name: name, key: key)
            Issue.record("the text was signed")
        } catch {
            #expect(error.code == .note)
        }
    }

    @Test(
        "the signing known answer of golang/mod comes out",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func signing() throws {
        let vectors = try Vectors.decode(GoNotes.self, from: "notes/signed-note-golang-mod.json")
        let parts = vectors.private_key_for_signing_KAT.split(separator: "+", maxSplits: 4)
        let encoded = try #require(parts.last.flatMap { Base64.decode(Array($0.utf8)) })
        let key = try Ed25519PrivateKey(seed: Array(encoded.dropFirst()))
        let text = Array(vectors.signing_KAT.text.utf8)
        let note = try SignedNote.sign(text: text, name: KeyName("PeterNeumann"), key: key)
        #expect(note.bytes == Array(vectors.signing_KAT.want.utf8))
    }

    @Test(
        "the notes of golang/mod are accepted and refused as they ask",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        let vectors = try Vectors.decode(GoNotes.self, from: "notes/signed-note-golang-mod.json")
        #expect(vectors.open_cases.count == 12)
        for vector in vectors.open_cases {
            let keys = try vector.keys.map { try VerifierKey(parsing: $0) }
            // Go takes 100 signatures, which no specification says; we take as many as a checkpoint has room for.
            let isOk = vector.ok || vector.name == "101 signatures"
            #expect((fault(vector.note, keys) == nil) == isOk, "\(vector.name)")
            guard vector.ok else { continue }
            let note = try SignedNote(parsing: vector.note)
            let signers = try note.signers(among: keys).map(\.name.description)
            #expect(signers == vector.verified)
            let others = note.signatures.map(\.name.description).filter { !signers.contains($0) }
            #expect(others == vector.unverified)
        }
    }
}
