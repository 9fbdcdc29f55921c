import CairnCrypto
import CairnModel
import Testing

@testable import CairnVault

@Suite("WrappedKey")
struct WrappedKeyTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    private func wrapped() throws -> WrappedKey {
        try WrappedKey(sample.key(), of: sample.subject(), in: sample.origin, under: sample.institutionKey())
    }

    private func expect(
        _ code: VaultError.Code,
        _ fault: WrappedKey,
        in origin: Origin? = nil,
        first: UInt8 = 0x40,
        at location: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: VaultError.self, sourceLocation: location) {
            _ = try fault.key(in: origin ?? sample.origin, under: sample.institutionKey(first))
        }
        #expect(error?.code == code, sourceLocation: location)
    }

    @Test("a wrapped key is the one that another program made, and unwraps")
    func known() throws {
        // Python: AES-KWP(40…5f, context || 00…1f) by cryptography; the context is the one in WrappingContextTests.
        let wrapped = try wrapped()
        #expect(
            Hexadecimal.encode(wrapped.wrapped.bytes)
                == "6fb7ee825c11d7986ddf77ca96448add116424ee81fd3fa111d20f5c9c66a469400da285f2d5964de95135717a19528a"
                + "6c5269d53de44dcca92e6957ba1f7cd5308bb45c94cb9358"
        )
        let key = try wrapped.key(in: sample.origin, under: sample.institutionKey())
        #expect(key.withBytes { Hash($0) } == Hash(sample.keyBytes))
    }

    @Test("each changed bit, another length and another institution key are found")
    func modified() throws {
        let wrapped = try wrapped()
        let bytes = wrapped.wrapped.bytes
        let alone = try AESKeyWrap.wrap(sample.key(), with: sample.institutionKey().key)
        for changed in flippedBits(of: bytes) + [[], Array(bytes.dropLast(8)), bytes + bytes, alone] {
            let secret = WrappedSecret(stored: changed)
            expect(.keyModified, WrappedKey(of: wrapped.subject, keyID: wrapped.keyID, wrapped: secret))
        }
        expect(.keyModified, wrapped, first: 0x41)
    }

    @Test("each changed bit of the context, another subject, key id and ledger are found")
    func context() throws {
        let wrapped = try wrapped()
        let context = WrappingContext.dataKey(wrapped.keyID, of: wrapped.subject, in: sample.origin)
        for changed in flippedBits(of: context.hash.bytes) {
            let bytes = try AESKeyWrap.wrap(
                sample.key(),
                context: #require(Hash(changed)),
                with: sample.institutionKey().key
            )
            let secret = WrappedSecret(stored: bytes)
            expect(.context, WrappedKey(of: wrapped.subject, keyID: wrapped.keyID, wrapped: secret))
        }
        let keyID = try #require(KeyID(bytes: wrapped.subject.bytes))
        expect(.context, WrappedKey(of: try SubjectID.random(), keyID: wrapped.keyID, wrapped: wrapped.wrapped))
        expect(.context, WrappedKey(of: wrapped.subject, keyID: keyID, wrapped: wrapped.wrapped))
        expect(.context, wrapped, in: try Origin("ledger.hospital-b.example/imaging"))
    }

    @Test("a key whose id is another is found, although its context is right")
    func otherKey() throws {
        let wrapped = try wrapped()
        let forged = try WrappedSecret(
            SymmetricKey([UInt8](1...32)),
            .dataKey(wrapped.keyID, of: wrapped.subject, in: sample.origin),
            under: sample.institutionKey().key
        )
        expect(.keyModified, WrappedKey(of: wrapped.subject, keyID: wrapped.keyID, wrapped: forged))
    }
}
