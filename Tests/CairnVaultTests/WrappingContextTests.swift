import CairnCrypto
import CairnModel
import Testing

@testable import CairnVault

@Suite("WrappingContext")
struct WrappingContextTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test("contexts are those that another program computed")
    func known() throws {
        // Python: hashlib.sha256(b"cairn/wrap/v1\n" + purpose + b"\n" + origin + b"\n" + first + b"\n" + second), with
        // subject 0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0, data key 00…1f (id e7ce165e7a7afc96021fdfe141db5ef6),
        // institution key 40…5f (id 55592dae83ada04880d336c1167dd87f), event 01890a5d-ac96-774b-bcce-b302099a8057 and
        // body "{}".
        let subject = try sample.subject()
        let keyID = try KeyID(of: sample.key())
        let institutionKey = try sample.institutionKey().id
        let body = SHA256.hash(Array("{}".utf8))
        let contexts: [(WrappingContext, String)] = [
            (
                .dataKey(keyID, of: subject, in: sample.origin),
                "f09d9695f24d71084bef367b9b611ca7596059c61699aabc42f0a852513569d6"
            ),
            (
                .lookupKey(under: institutionKey, in: sample.origin),
                "ff1275ce7a552221198e86206a46d86f46eb0d263f2ec00ada87c45d53637983"
            ),
            (
                .codeKey(under: institutionKey, in: sample.origin),
                "195b32e5dd38e81d518817ab338333a0b41634eeb6e1bdd57f952c9e6b8f345f"
            ),
            (
                .subjectCode(of: subject, keyID, in: sample.origin),
                "c8783dbcf3c968ce8e1a1f2e9dfb0a566b1e0f6d05cc78e93f2b6a7034fa4ecc"
            ),
            (
                .importCode(of: sample.event, body: body, in: sample.origin),
                "c488e73c0583a724d67e84f937c977f24f70f051de9505512acb519c5f900974"
            ),
        ]
        for (context, known) in contexts { #expect(context.hash.description == known, "\(context.name)") }
        #expect(Set(contexts.map(\.0.hash)).count == contexts.count)
    }

    @Test("a context differs by ledger and by each id")
    func parts() throws {
        let subject = try sample.subject()
        let keyID = try KeyID(of: sample.key())
        let other = try #require(KeyID(bytes: subject.bytes))
        let hashes = [
            WrappingContext.dataKey(keyID, of: subject, in: sample.origin),
            .dataKey(keyID, of: subject, in: try Origin("ledger.hospital-b.example/imaging")),
            .dataKey(keyID, of: try SubjectID.random(), in: sample.origin),
            .dataKey(other, of: subject, in: sample.origin),
        ].map(\.hash)
        #expect(Set(hashes).count == 4)
    }
}
