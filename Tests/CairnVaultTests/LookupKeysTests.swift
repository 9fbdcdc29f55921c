import CairnCrypto
import CairnModel
import Testing

@testable import CairnVault

@Suite("LookupKeys")
struct LookupKeysTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    /// The kind of error that unwrapping the keys ends with, or `nil` where they unwrap.
    private func fault(
        _ lookupKey: WrappedSecret,
        _ codeKey: WrappedSecret,
        first: UInt8 = 0x40,
        in origin: Origin? = nil
    ) throws -> VaultError.Code? {
        do {
            _ = try LookupKeys(
                lookupKey: lookupKey,
                codeKey: codeKey,
                under: sample.institutionKey(first),
                in: origin ?? sample.origin
            )
            return nil
        } catch let error as VaultError {
            return error.code
        }
    }

    @Test("the wrapped keys are those that another program computed")
    func known() throws {
        // Python: AES-KWP(40…5f, context || 80…9f) and AES-KWP(40…5f, context || a0…bf), by cryptography.
        let keys = try sample.lookupKeys()
        #expect(
            Hexadecimal.encode(keys.wrappedLookupKey.bytes)
                == "6af20f9b4db8e7c7876ef094ed368d826bfba94d589f183b8c3385cc98e5649237c71b09c224931410715e47ddea3a7a"
                + "83581d4b941e9fbf57e67b63a0c784bd3d6146c49800726f"
        )
        #expect(
            Hexadecimal.encode(keys.wrappedCodeKey.bytes)
                == "c964a3a817b4020202647748bb56b0d7a997e34fd061580d22ab13a050ace42d32a209c787b825299b02af144a3fe0ac"
                + "4665c1e8baa4e35a4516a656dce0ed98d75cb1c1c8759287"
        )
    }

    @Test("keys are read back under their institution key, ledger and purpose, and no others")
    func unwrap() throws {
        let keys = try sample.lookupKeys()
        let read = try LookupKeys(
            lookupKey: keys.wrappedLookupKey,
            codeKey: keys.wrappedCodeKey,
            under: sample.institutionKey(),
            in: sample.origin
        )
        #expect(read.lookupKey.withBytes { Hash($0) } == Hash([UInt8](0x80..<0xa0)))
        #expect(read.codeKey.withBytes { Hash($0) } == Hash([UInt8](0xa0..<0xc0)))
        let other = try Origin("ledger.hospital-b.example/imaging")
        let (lookup, code) = (keys.wrappedLookupKey, keys.wrappedCodeKey)
        #expect(try fault(lookup, code) == nil)
        #expect(try fault(lookup, code, in: other) == .context)
        #expect(try fault(code, lookup) == .context)
        #expect(try fault(lookup, lookup) == .context)
        #expect(try fault(code, code) == .context)
        #expect(try fault(lookup, code, first: 0x41) == .keyModified)
    }

    @Test("each pair of keys is new, and none is the institution key")
    func random() throws {
        let one = try LookupKeys(newUnder: sample.institutionKey(), in: sample.origin)
        let other = try LookupKeys(newUnder: sample.institutionKey(), in: sample.origin)
        let hashes = [
            one.lookupKey.withBytes { Hash($0) }, one.codeKey.withBytes { Hash($0) },
            other.lookupKey.withBytes { Hash($0) }, other.codeKey.withBytes { Hash($0) },
            try sample.institutionKey().key.withBytes { Hash($0) },
        ]
        #expect(Set(hashes).count == 5)
    }
}
