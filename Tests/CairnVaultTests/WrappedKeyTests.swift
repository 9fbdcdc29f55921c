import CairnCrypto
import Testing

@testable import CairnVault

@Suite("WrappedKey")
struct WrappedKeyTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    private func institutionKey(_ first: UInt8 = 0x40) throws -> InstitutionKey {
        try InstitutionKey(SymmetricKey((0..<32).map { first + $0 }))
    }

    @Test("a wrapped key is the one that another program made, and unwraps")
    func known() throws {
        let wrapped = try WrappedKey(sample.key(), under: institutionKey())
        #expect(
            Hexadecimal.encode(wrapped.bytes)
                == "65718a4e84a7bb7775b944a44fdb9bc2170c0b2ea820ba7b13ba303d5b3857e794e0176fe51f2096"
        )
        #expect(try KeyID(of: wrapped.key(under: institutionKey())) == wrapped.keyID)
    }

    @Test("a changed wrapping, another institution key and another key's id are found")
    func modified() throws {
        let wrapped = try WrappedKey(sample.key(), under: institutionKey())
        let other = try WrappedKey(SymmetricKey([UInt8](1...32)), under: institutionKey())
        let faults =
            flippedBits(of: wrapped.bytes).map { WrappedKey(keyID: wrapped.keyID, bytes: $0) }
            + [WrappedKey(keyID: wrapped.keyID, bytes: []), WrappedKey(keyID: wrapped.keyID, bytes: other.bytes)]
        for fault in faults {
            let error = #expect(throws: VaultError.self) { _ = try fault.key(under: institutionKey()) }
            #expect(error?.code == .keyModified)
        }
        #expect(throws: VaultError.self) { _ = try wrapped.key(under: institutionKey(0x41)) }
    }

    @Test("a key that is wrapped anew unwraps under the new institution key alone")
    func rewrapped() throws {
        let wrapped = try WrappedKey(sample.key(), under: institutionKey())
        let renewed = try wrapped.rewrapped(from: institutionKey(), to: institutionKey(0x50))
        #expect(renewed.keyID == wrapped.keyID)
        #expect(try KeyID(of: renewed.key(under: institutionKey(0x50))) == wrapped.keyID)
        #expect(throws: VaultError.self) { _ = try renewed.key(under: institutionKey()) }
    }
}
